import { parseArgs } from 'node:util';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig, type RunnerResult } from 'lighthouse';
import { explain } from '@/bin/launcher/progress';
import { findRunning } from '@/bin/launcher/running';
import { readSettings } from '@/bin/launcher/settings';
import { AppError } from '@/lib/base/errors';
import { median } from '@/lib/core/figures';
import { findChromium } from './chromium';

// `npm run lighthouse -- [--desktop] [--runs 3] [--origin http://…] [path …]`: Lighthouse scores of the running
// installation's public pages, as a phone unless --desktop is given. The median of the runs counts; run nothing else
// meanwhile. Exits 1 for a score below 95.

const scoreMin = 95;
const missedMax = 3;
const server = '/tools/kestra-io-mcp-server-python';
/** The last one is the shipped server with the most tools. */
const pages = ['/', '/tools', '/tools?q=kestra', server, `${server}/manage-kv-store`, '/tools/hostinger-api-mcp'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

type Result = RunnerResult['lhr'];
type Scores = Record<(typeof categories)[number], number>;

const { values, positionals } = parseArgs({
  options: { desktop: { type: 'boolean' }, runs: { type: 'string', default: '3' }, origin: { type: 'string' } },
  allowPositionals: true,
});

try {
  const origin = values.origin ?? findRunning(readSettings().dataDir)?.consoleAddress;
  if (!origin) throw new AppError('unavailable', 'Nothing runs here: start it with npm start, or give --origin.');
  console.log(`${values.desktop ? 'Desktop' : 'Phone'}, medians of ${values.runs}: ${categories.join(', ')}`);
  for (const path of positionals.length > 0 ? positionals : pages) {
    const scores = await scoresOf(new URL(path, origin).href, Number(values.runs));
    const told = categories.map((category) => scores[category]);
    if (told.some((score) => score < scoreMin)) process.exitCode = 1;
    console.log(`${told.map((score) => String(score).padStart(4)).join('')}  ${path}`);
  }
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function scoresOf(url: string, runs: number): Promise<Scores> {
  const all: Scores[] = [];
  for (let missed = 0; all.length < runs && missed < missedMax; ) {
    const scores = await run(url);
    if (scores) all.push(scores);
    else missed += 1;
  }
  if (all.length < runs) throw new Error(`${url}: its start could not be recorded.`);
  const middle = (category: keyof Scores) => median(all.map((scores) => scores[category]));
  return {
    performance: middle('performance'),
    accessibility: middle('accessibility'),
    'best-practices': middle('best-practices'),
    seo: middle('seo'),
  };
}

/**
 * A new browser each time, for an empty cache. Undefined: the trace started too late, which happens with a new browser;
 * nothing was measured.
 */
async function run(url: string): Promise<Scores | undefined> {
  const asRoot = process.getuid?.() === 0;
  const browser = await launch({
    chromePath: findChromium(),
    ignoreDefaultFlags: true,
    chromeFlags: [
      '--headless',
      '--no-first-run',
      '--disable-gpu',
      '--disable-background-networking',
      ...(asRoot ? ['--no-sandbox'] : []),
    ],
  });
  try {
    // Search results are noindex on purpose.
    const skipAudits = new URL(url).search ? ['is-crawlable'] : [];
    const flags = { port: browser.port, onlyCategories: [...categories], skipAudits, logLevel: 'error' as const };
    const result = await lighthouse(url, flags, values.desktop ? desktopConfig : undefined);
    if (!result) throw new Error(`Lighthouse has nothing to say about ${url}.`);
    return result.lhr.runtimeError?.code === 'NO_NAVSTART' ? undefined : scoresIn(result.lhr);
  } finally {
    browser.kill();
  }
}

/** Prints the failed audits. */
function scoresIn({ runtimeError, categories: judged, audits, finalDisplayedUrl }: Result): Scores {
  if (runtimeError) throw new Error(`${finalDisplayedUrl}: ${runtimeError.message}`);
  for (const audit of Object.values(audits)) {
    const isFailed = audit.score === 0 && audit.scoreDisplayMode === 'binary';
    if (isFailed) console.log(`      ${audit.id}: ${audit.title}`);
  }
  const score = (category: keyof Scores) => Math.round((judged[category]?.score ?? 0) * 100);
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    seo: score('seo'),
  };
}
