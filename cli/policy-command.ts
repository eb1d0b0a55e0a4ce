import { readFile } from 'node:fs/promises';
import { inspect, parseArgs } from 'node:util';
import { parseTree } from 'jsonc-parser';
import { z } from 'zod';
import { type CompiledPolicy, compilePolicy } from '@/lib/core/policy/compile/compile';
import type { Case } from '@/lib/core/policy/decide/case-schema';
import { decidePrompt, decideResource } from '@/lib/core/policy/decide/decide-classes';
import { explain } from '@/lib/core/policy/decide/explain';
import { runCase } from '@/lib/core/policy/decide/run-case';
import { type Problem, readPolicy } from '@/lib/core/policy/document/read';
import { DocumentTree } from '@/lib/core/policy/document/read-tree';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import type { LintTool } from '@/lib/core/policy/lint/finding';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { placeOf } from './place';
import { readCase } from './policy-case';
import { readToolsList } from './policy-tools';

const usage = `Usage: npm run policy -- <command> [--json] <files>

  validate <policy.json …>                              is each document a valid policy?
  lint <policy.json …> [--tools tools.json]             are there likely mistakes, given the answer to tools/list?
  decide <policy.json> --tool name [--args '{"a":1}']   how is this call decided, and why?
  decide <policy.json> --resource uri | --prompt name   may this be read or used, and why?
  test <case.json …>                                    are the calls of each case decided as expected?

A case is { "name", "policy", "calls": [{ "tool", "args", "expect": { "outcome", "rule" } }] }, with "resource" or
"prompt" in place of "tool" and "args" where one is asked for, told in full by public/policy-case.schema.json;
lib/core/policy/cases holds many. The rule of an allowed call is "".

--json prints all that was found for a machine to read, --help this text.

Ends with 0 when all is well (decide: allowed), 1 when something is wrong (decide: denied), 3 when decide holds the
call for approval, and 2 when the command itself cannot be carried out (decide: no valid policy).`;

/** A command's result: `json` for machines, `lines` for people. */
type Report = { exit: 0 | 1 | 2 | 3; json: unknown; lines: string[] };
type Options = { tool?: string; resource?: string; prompt?: string; args?: string; tools?: string };

class UsageError extends Error {}

const commands: Record<string, (files: string[], options: Options) => Promise<Report>> = {
  validate: (files) => together(files, validate),
  lint: async (files, { tools }) => {
    const known = tools === undefined ? undefined : await readTools(tools);
    return together(files, (file) => lint(file, known));
  },
  decide: ([file = '', ...more], options) => {
    if (more.length > 0) throw new UsageError('decide takes one policy.');
    return decide(file, options);
  },
  test: (files) => together(files, test),
};

async function together(files: string[], one: (file: string) => Promise<Report>): Promise<Report> {
  const reports: Report[] = [];
  for (const file of files) reports.push(await one(file));
  return {
    exit: reports.some((report) => report.exit !== 0) ? 1 : 0,
    json: reports.map((report) => report.json),
    lines: reports.flatMap((report) => report.lines),
  };
}

async function validate(file: string): Promise<Report> {
  const read = readPolicy(await readText(file));
  if (read.ok) return { exit: 0, json: { file, problems: [] }, lines: [`${file}: ok`] };
  const { problems } = read;
  return { exit: 1, json: { file, problems }, lines: problems.map((one) => problemLine(file, one)) };
}

function problemLine(file: string, { line, column, pointer, message }: Problem): string {
  return [`${file}:${line}:${column}`, pointer, message].filter((part) => part !== '').join(' ');
}

async function lint(file: string, tools: LintTool[] | undefined): Promise<Report> {
  const text = await readText(file);
  const read = readPolicy(text);
  if (!read.ok) return validate(file);
  const found = lintPolicy(read.policy, tools).map(({ fix, ...finding }) => ({
    ...finding,
    ...placeOf(text, finding.pointer),
    fixable: fix !== undefined,
  }));
  const lines = found.map(({ level, code, pointer, line, column, message }) => {
    return `${file}:${line}:${column} ${level} ${code} ${pointer} ${message}`;
  });
  const exit = found.some((finding) => finding.level === 'error') ? 1 : 0;
  return { exit, json: { file, findings: found }, lines: lines.length > 0 ? lines : [`${file}: ok`] };
}

async function decide(file: string, options: Options): Promise<Report> {
  const { tool, resource, prompt } = options;
  if ([tool, resource, prompt].filter((one) => one !== undefined).length !== 1) {
    throw new UsageError('decide needs one of --tool, --resource and --prompt.');
  }
  const read = readPolicy(await readText(file));
  if (!read.ok) return { ...(await validate(file)), exit: 2 };
  const policy = compilePolicy(read.policy);
  if (tool !== undefined) return decideCall(policy, tool, options);
  if (options.args !== undefined) throw new UsageError('--args goes with --tool.');
  const decision = resource === undefined ? decidePrompt(policy, prompt ?? '') : decideResource(policy, resource);
  return { exit: decision.outcome === 'allow' ? 0 : 1, json: { decision, others: [] }, lines: [firstLine(decision)] };
}

function firstLine({ outcome, rule, message }: { outcome: string; rule: string; message: string }): string {
  return [outcome, rule, message].filter((part) => part !== '').join(' ');
}

function decideCall(policy: CompiledPolicy, tool: string, options: Options): Report {
  const given = options.args ?? '{}';
  const args = Arguments.safeParse(parseJson(given, '--args'));
  if (!args.success) throw new UsageError('--args must be a JSON object.');
  if (saysTwice(given)) throw new UsageError('--args has one key twice; the gateway refuses such a call unread.');
  const explanation = explain(policy, { tool, args: args.data });
  const { decision, others } = explanation;
  const counts = decision.outcome === 'allow' ? 'counts this call' : 'counts nothing';
  const passed = others.map(({ rule, kind, failed }) => {
    const said = failed ? `does not hold: "${failed.condition}" is ${failed.why}` : kind === 'limit' ? counts : 'holds';
    return `  ${kind} ${rule} ${said}`;
  });
  const exit = ({ allow: 0, deny: 1, hold: 3 } as const)[decision.outcome];
  return { exit, json: explanation, lines: [firstLine(decision), ...passed] };
}

async function test(file: string): Promise<Report> {
  const read = readCase(file, await readText(file));
  if (!read.ok) {
    const { problems } = read;
    return { exit: 1, json: { file, passed: false, problems }, lines: problems };
  }
  const results = await runCase(read.case, createMemoryCounters({ keysMax: 10_000 }));
  const wrong = read.case.calls.flatMap((step, call) => {
    const result = results[call];
    const { expect } = step;
    return JSON.stringify(sorted(result)) === JSON.stringify(sorted(expect))
      ? []
      : [{ call, ...calledIn(step), expected: expect, result }];
  });
  const { name } = read.case;
  const told = wrong.map(({ call, expected, result, ...called }) => {
    return `  call ${call} of ${Object.values(called).join()}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(result)}`;
  });
  const passed = wrong.length === 0;
  return {
    exit: passed ? 0 : 1,
    json: { file, name, passed, wrong },
    lines: [`${passed ? 'ok  ' : 'FAIL'} ${name}`, ...told],
  };
}

function calledIn(step: Case['calls'][number]) {
  if ('tool' in step) return { tool: step.tool };
  return 'resource' in step ? { resource: step.resource } : { prompt: step.prompt };
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).sort() : value;
}

const Arguments = z.record(z.string(), z.unknown());

async function readTools(file: string): Promise<LintTool[]> {
  const tools = readToolsList(parseJson(await readText(file), file));
  if (!tools) throw new UsageError(`${file} is not a list of tools, as tools/list answers it.`);
  return tools;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

function saysTwice(text: string): boolean {
  const root = parseTree(text);
  const objects = root ? [...new DocumentTree(root).objects()] : [];
  return objects.some((properties) => [...properties.values()].some((same) => same.length > 1));
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${what} is not JSON.`);
  }
}

/** What the command prints and how it ends. */
type Ended = { exit: 0 | 1 | 2 | 3; out: string; err: string };

/** `npm run policy`, given its arguments. */
export async function runPolicy(args: string[]): Promise<Ended> {
  try {
    return { ...(await run(args)), err: '' };
  } catch (error) {
    const known = error instanceof UsageError || (error instanceof Error && 'code' in error);
    // parseArgs adds advice on arguments that begin with a dash, which no command has.
    const said = known ? error.message.replace(/ To specify a positional argument .*/s, '') : inspect(error);
    return { exit: 2, out: '', err: `${said}\n` };
  }
}

async function run(args: string[]): Promise<Omit<Ended, 'err'>> {
  const options = {
    tool: { type: 'string' },
    resource: { type: 'string' },
    prompt: { type: 'string' },
    args: { type: 'string' },
    tools: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return { exit: 0, out: `${usage}\n` };
  const [name = '', ...files] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(name ? `There is no command ${name}.\n\n${usage}` : usage);
  if (files.length === 0) throw new UsageError(`${name} needs a file.\n\n${usage}`);
  const report = await command(files, values);
  const out = values.json ? JSON.stringify(report.json, null, 2) : report.lines.join('\n');
  return { exit: report.exit, out: `${out}\n` };
}
