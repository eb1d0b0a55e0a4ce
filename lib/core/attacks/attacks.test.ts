import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '@/lib/core/policy/document/read';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { classifyTool } from '@/lib/core/risk/classify';
import { categories } from '@/lib/core/risk/words/lexicon';
import { attacks, attacksOn } from './attacks';
import { replay } from './replay';

const storiesOf = (attack: (typeof attacks)[number]) =>
  attack.calls.map((call) => {
    const { times = 1, outcome } = call;
    const rows = replay(attack).filter((row) => row.call === call);
    return { times, outcome, rows };
  });

describe.each(attacks)('$slug', (attack) => {
  test('the policy decides each call of the story as the page says, every time', () => {
    for (const { times, outcome, rows } of storiesOf(attack)) {
      expect(rows.map((row) => [row.outcome, row.times])).toEqual([[outcome, times]]);
    }
  });

  test('the policy denies, holds or limits the attack and allows the legitimate calls', () => {
    const outcomes = attack.calls.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'allow').length).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome !== 'allow').length).toBeGreaterThan(0);
  });

  test('without the policy every call of the story is allowed', () => {
    const open = { ...attack, policy: { version: '1', default: 'allow' } as const };
    const pinned = new Set(attack.tools.map(({ name }) => name));
    const rows = replay(open).filter(({ tool }) => pinned.has(tool));
    expect(rows.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'allow'));
  });

  test('the policy is valid and has no finding of the linter', () => {
    const read = readPolicy(JSON.stringify(attack.policy));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const tools = attack.tools.map((tool) => ({ ...tool, ...classifyTool({ ...tool, knowledge: 'introspected' }) }));
    expect(lintPolicy(read.policy, tools)).toEqual([]);
  });

  test('it explains how it works, what stays possible, what to look for, and where to read more', () => {
    const { steps, remains, signals, sources, summary, calls } = attack;
    for (const part of [steps, remains, signals, sources]) expect(part.length).toBeGreaterThanOrEqual(3);
    expect(summary.match(/[.](?= |$)/g)).toHaveLength(2);
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).toSorted((a, b) => a - b));
    for (const { url } of sources) expect(new URL(url).protocol).toBe('https:');
  });

  test('each of its reasons matches some tool by itself', () => {
    for (const { weight, because, ...criteria } of attack.exposures) {
      expect(Object.keys(criteria).length, because).toBeGreaterThan(0);
      expect(weight).toBeGreaterThan(0);
    }
  });
});

test.each(categories)('some pattern concerns tools that are %s', (category) => {
  expect(attacksOn({ category, signals: [] }).length).toBeGreaterThan(0);
});

test('no two patterns share a page', () => {
  expect(new Set(attacks.map(({ slug }) => slug)).size).toBe(attacks.length);
});

test('a tool has at most five patterns, nearest first, each with the argument that it is about', () => {
  const schema = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string' } } });
  const on = (name: string, argument: string) =>
    attacksOn(classifyTool({ name, inputSchema: schema(argument), knowledge: 'introspected' }));
  expect(on('fetch_page', 'url')[0]).toMatchObject({ slug: expect.stringMatching(/injection|exfiltration/) });
  expect(on('fetch_page', 'url').map(({ because }) => because)).toContainEqual(expect.stringContaining('(url)'));
  expect(on('set_up_mailbox', 'api_key')[0]).toMatchObject({ slug: 'credential-leak-via-errors' });
  expect(on('delete_branch', 'name')[0]).toMatchObject({ slug: 'destructive-action-autonomy' });
  expect(on('send_message', 'text').map(({ because }) => because)).toContainEqual(expect.stringContaining('(send)'));
  expect(on('run_sql', 'sql').length).toBeLessThanOrEqual(5);
  expect(on('get_time', 'zone').map(({ slug }) => slug)).not.toContain('destructive-action-autonomy');
});

test('one destructive value is enough, and it is named', () => {
  const inputSchema = { type: 'object', properties: { action: { type: 'string', enum: ['get', 'delete'] } } };
  const [first] = attacksOn(classifyTool({ name: 'manage_store', inputSchema, knowledge: 'introspected' }));
  expect(first).toMatchObject({ slug: 'destructive-action-autonomy' });
  const { because } = attacksOn({
    category: 'Write',
    signals: [],
    perValue: { parameter: 'mode', values: [{ value: 'wipe', category: 'Destructive' }] },
  })[0]!;
  expect(because).toContain('(mode=wipe)');
});

// A pure room may not import the hot path, so its sources are read as text.
test('the gateway’s own rules that pages name are the ones it logs', () => {
  const route = readFileSync(join(process.cwd(), 'lib/engines/gateway/route/route.ts'), 'utf8');
  expect(route).toContain("rule: '(pending)', message: 'This tool has not been reviewed.'");
  const grants = readFileSync(join(process.cwd(), 'lib/engines/gateway/auth/authenticate.ts'), 'utf8');
  for (const rule of ['(wrong server)', '(grant revoked)', '(grant expired)']) expect(grants).toContain(`'${rule}'`);
});
