import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { explain } from '@/bin/launcher/progress';
import { AppError } from '@/lib/base/errors';
import { policyProblems } from './policy-problems';
import { takeOnInstallation } from './take-on';

// `npm run provision -- --upstream <url> --policy <file> [--name <name>]` makes a server, a policy and a grant for
// scripts, demos and tests. Standard output has one line of JSON; messages go to standard error.

const usage = 'Usage: npm run provision -- --upstream <url> --policy <file> [--name <name>]';

type Request = { upstream: string; file: string; document: string; name: string };

try {
  const request = readRequest();
  // The verbs read the settings on import.
  const { gatewayAddress } = takeOnInstallation();
  const { provision } = await import('./provision-server');
  const made = await provision({ ...request, gatewayAddress });
  if ('problems' in made) refusePolicy(made.problems);
  process.stdout.write(`${JSON.stringify(made)}\n`, () => process.exit(0));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function readRequest(): Request {
  const { upstream, policy: file, name } = readFlags();
  if (!upstream || !file) {
    console.error(usage);
    process.exit(2);
  }
  if (!URL.canParse(upstream))
    throw new AppError('invalid', `${upstream} is not a URL. Use one such as http://localhost:8000/mcp.`);
  const document = readDocument(file);
  const problems = policyProblems(file, document);
  if (problems.length > 0) refusePolicy(problems);
  return { upstream, file, document, name: name ?? new URL(upstream).host };
}

function readFlags() {
  try {
    const options = { upstream: { type: 'string' }, policy: { type: 'string' }, name: { type: 'string' } } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

function readDocument(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new AppError('invalid', `The policy file ${file} cannot be read.`);
  }
}

function refusePolicy(problems: string[]): never {
  for (const problem of problems) console.error(problem);
  process.exit(2);
}
