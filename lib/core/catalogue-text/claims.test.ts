import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogueTool } from '@/lib/core/catalogue-model/entry';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { type CompiledPolicy, compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide, isListed, standingOf } from '@/lib/core/policy/decide/decide';
import { isNameable } from '@/lib/core/policy/document/nameable';
import { readPolicy } from '@/lib/core/policy/document/read';
import type { Policy } from '@/lib/core/policy/document/schema';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { severities } from '@/lib/core/risk/weigh/severity';
import { allowedArguments, holdTo, passes } from '@/lib/domain/catalogue/hold-to.test-data';
import { catalogueFolder } from '@/lib/engines/catalogue-store/load-catalogue';
import { rowsOf } from '@/lib/engines/catalogue-store/rows';
import { describeServer } from './describe-server';
import { describeTool } from './describe-tool';

const later = 'a_tool_that_appears_later';

/** A shipped server as its pages see it. */
function pagesOf(file: string) {
  const facts = ServerFacts.parse(JSON.parse(readFileSync(join(catalogueFolder, file), 'utf8')));
  const { publisher = null, repository = null, licence = null } = facts;
  const server = {
    ...facts,
    publisher,
    repository,
    licence,
    origin: 'shipped' as const,
    readAt: new Date(facts.readAt),
  };
  const rows = rowsOf(facts).tools;
  const siblings = rows.map(({ slug, name, category, severity, confidence }) => ({
    slug,
    name,
    category,
    severity,
    confidence,
  }));
  const nothing = { title: null, description: null, firstSeenAt: new Date(0), changedAt: new Date(0), elsewhere: [] };
  const tools = rows.map((row): CatalogueTool => {
    return { ...row, ...nothing, server, siblings: siblings.filter(({ name }) => name !== row.name) };
  });
  return { server, tools: tools.map((tool) => ({ tool, described: describeTool(tool) })) };
}

const servers = readdirSync(catalogueFolder)
  .filter((name) => name.endsWith('.json'))
  .map((file) => ({ slug: file.slice(0, -5), ...pagesOf(file) }));

/** As it comes out of its text, without an error of the linter. */
function published(policy: Policy | undefined, tools: readonly CatalogueTool[]): CompiledPolicy {
  const read = readPolicy(JSON.stringify(policy ?? null));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const errors = lintPolicy(
    read.policy,
    tools.map(({ name, category, inputSchema }) => ({ name, category, inputSchema })),
  ).filter(({ level }) => level === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return compilePolicy(read.policy);
}

/** What the answer on rate limits has to say of a policy that does other than the answer's. */
function besideRecommended(policy: Policy, name: string): string {
  const { action, limits: [limit] = [] } = policy.tools?.[name] ?? {};
  if (policy.hide) return 'goes further: it hides';
  if (action === 'require_approval') return 'goes further: each call';
  return limit ? `allows ${limit.max} calls in any minute and counts all sessions of a grant` : 'sets no limit';
}

const summaryForms = {
  hides: /hides (\d+) tool/,
  closes: /lets only listed operations of (\d+) tools? through/,
  holds: /holds every call to (\d+) tool/,
  limits: /limits how often (\d+) tool/,
  bounds: /bounds the arguments of (\d+) tool/,
  allows: /allows (\d+) tools? without a limit/,
};

/** What the evaluator does to a tool, in the words of the sentence on a whole server's policy. */
function waysOf(compiled: CompiledPolicy, name: string): string[] {
  const standing = standingOf(compiled, name);
  if (typeof standing === 'string') return standing === '(hidden)' ? ['hides'] : [];
  const rules = standing.compiled();
  const required = rules.require.flat().flatMap(({ conditions }) => conditions.map(({ text }) => text));
  const isOperation = (text: string) => /^\S+ is (?:one of )?"/.test(text);
  return [
    ...(required.some(isOperation) ? ['closes'] : []),
    ...(required.some((text) => !isOperation(text)) ? ['bounds'] : []),
    ...(rules.held ? ['holds'] : rules.limits.length > 0 ? ['limits'] : []),
    ...(!rules.held && rules.limits.length === 0 && required.length === 0 ? ['allows'] : []),
  ];
}

function expectSummary(summary: string, compiled: CompiledPolicy, rows: readonly CatalogueTool[]): void {
  const ways = rows.flatMap(({ name }) => waysOf(compiled, name));
  for (const [way, form] of Object.entries(summaryForms)) {
    const said = Number(form.exec(summary)?.[1] ?? 0);
    expect([way, said]).toEqual([way, ways.filter((one) => one === way).length]);
  }
}

describe.each(servers)('$slug', ({ server, tools }) => {
  test('each tool’s policy is valid and does what its sentence says, and every other tool stays closed', () => {
    for (const { tool, described } of tools) {
      const { policy, effect } = described;
      const compiled = published(policy, [tool]);
      if (isNameable(tool.name)) holdTo(effect, policy, compiled, tool.name);
      else expect([effect.includes('No policy can spell'), isListed(compiled, tool.name)]).toEqual([true, false]);
      for (const other of [later, tool.siblings[0]?.name ?? later]) {
        expect([isListed(compiled, other), decide(compiled, { tool: other, args: {} }).outcome]).toEqual([
          false,
          'deny',
        ]);
      }
    }
  });

  test('each tool’s answers hold when they are run', () => {
    for (const { tool, described } of tools.filter(({ tool }) => isNameable(tool.name))) {
      const { name, siblings } = tool;
      const { questions, risk, policy } = described;
      const [does, enforce, level, limit, block, provider] = questions;
      expect([questions.length, does?.answer.includes(name), enforce?.answer.includes(name)]).toEqual([6, true, true]);
      expect(level?.answer).toContain(`${risk.severity} risk`);
      expect(level?.answer).toContain(
        `${risk.category} tool with a confidence of ${Math.round(risk.confidence * 100)} %`,
      );

      const limited = published(limit?.policy, [tool]);
      const { outcomes, afterAMinute } = passes(limited, { tool: name, args: {} }, 11);
      expect([outcomes.slice(0, 10).every((outcome) => outcome === 'passed'), afterAMinute]).toEqual([true, 'passed']);
      expect(outcomes[10]).toMatch(/\d+ (?:seconds?|s|minutes?)/);
      expect(limit?.answer).toContain(besideRecommended(policy, name));
      expect(described.stakes.includes('person')).toBe(policy.tools?.[name]?.action === 'require_approval');

      const blocked = published(block?.policy, [tool]);
      expect([isListed(blocked, name), decide(blocked, { tool: name, args: {} })]).toMatchObject([
        true,
        { outcome: 'deny', rule: `/tools/${name}/action`, message: `${name} is not available to agents.` },
      ]);
      expect(isListed(published({ version: '1', default: 'deny', hide: [name] }, [tool]), name)).toBe(false);
      for (const compiled of [limited, blocked]) expect(isListed(compiled, siblings[0]?.name ?? later)).toBe(false);

      expect(provider?.answer.startsWith(`${server.name}.`)).toBe(true);
      expect(provider?.answer).toContain(
        siblings.length === 0 ? 'the only tool' : `${siblings.length} other tool${siblings.length === 1 ? '' : 's'}`,
      );
    }
  });

  test('the policy of the whole server does to each tool what the tool’s own does, and closes what comes later', () => {
    const rows = tools.map(({ tool }) => tool);
    const { policy, summary, counts, questions } = describeServer({ ...server, tools: rows });
    const compiled = published(policy, rows);
    expect([isListed(compiled, later), decide(compiled, { tool: later, args: {} }).outcome]).toEqual([false, 'deny']);
    for (const { tool, described } of tools) {
      const own = described.policy;
      const alone = compilePolicy(own);
      const call = { tool: tool.name, args: allowedArguments(own, tool.name) };
      for (const one of [call, { ...call, args: {} }]) {
        expect(decide(compiled, one), tool.name).toEqual(decide(alone, one));
      }
      expect(isListed(compiled, tool.name)).toBe(isListed(alone, tool.name));
    }
    expect(counts.reduce((sum, count) => sum + count.tools, 0)).toBe(tools.length);
    expectSummary(summary, compiled, rows);
    const severity = severities.findLast((one) => rows.some((row) => row.severity === one));
    const severe = rows.filter((row) => row.severity === severity).map(({ name }) => name);
    const answer = questions[1]?.answer ?? '';
    if (severity === 'Low') expect(answer).toBe('None: all of its tools are of Low risk.');
    else expect(answer).toMatch(new RegExp(`${severe.length} of its tools (is|are) of ${severity} risk`));
    if (severity !== 'Low' && severe.length <= 13) for (const name of severe) expect(answer).toContain(name);
  });
});
