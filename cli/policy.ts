import { runPolicy } from './policy-command';

// `npm run policy -- <command> <files>`: checks, lints, tries and tests documents without a running installation.

const { exit, out, err } = await runPolicy(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = exit;
