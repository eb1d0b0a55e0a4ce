import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CompiledPolicy, compilePolicy } from '@/lib/policy/compile';
import { type Call, decide, isListed } from '@/lib/policy/decide';
import { limitMessage } from '@/lib/policy/limit';
import { lintPolicy } from '@/lib/policy/lint';
import { createMemoryCounters } from '@/lib/policy/memory-counters';
import { isNameable } from '@/lib/policy/nameable';
import { readPolicy } from '@/lib/policy/read';
import type { Condition, Policy } from '@/lib/policy/schema';
import { catalogueFolder } from '@/prisma/load-catalogue';
import { describeServer } from './describe-server';
import { describeTool } from './describe-tool';
import { ServerFacts } from './facts';
import type { CatalogueTool } from './get-tool';
import { rowsOf } from './rows';

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

/** A value that a condition holds for, and one that it does not. */
function valuesFor({ op, value }: Condition): [unknown, unknown] {
  if (op === 'path_within') return ['/workspace/a', '/etc/passwd'];
  if (op === 'host_in') return ['https://example.com/', 'https://evil.test/'];
  if (op === 'in' && Array.isArray(value)) return [value[0], 'a value that nobody listed'];
  if (op === 'lte') return [100, 101];
  throw new Error(`No recommendation was known to use ${op}.`);
}

function put(args: Record<string, unknown>, { path }: Condition, value: unknown): Record<string, unknown> {
  const [, plain, quoted, each] = /^args(?:\.([A-Za-z_]\w*)|\[("(?:[^"\\]|\\.)*")\])(\[\*\])?$/.exec(path) ?? [];
  const key = plain ?? JSON.parse(quoted ?? 'null');
  return { ...args, [key]: each ? [value] : value };
}

/** Arguments that every requirement of a tool holds for. */
function allowedArguments(policy: Policy, name: string): Record<string, unknown> {
  const conditions = policy.tools?.[name]?.require?.flatMap((rule) => rule.conditions) ?? [];
  return conditions.reduce((args, condition) => put(args, condition, valuesFor(condition)[0]), {});
}

/** Which of `times` calls pass, one every 0.9 seconds. */
function passes(policy: CompiledPolicy, call: Call, times: number) {
  const counters = createMemoryCounters({ keysMax: 10 });
  const at = (nowMs: number): string => {
    const decision = decide(policy, call);
    if (decision.outcome !== 'allow') return decision.message;
    const requests = decision.reserve.map(({ scope, counter, windowMs, max, amount }) => ({
      key: `${scope}:${counter}`,
      windowMs,
      max,
      amount,
    }));
    const result = counters.reserve(requests, nowMs);
    return result.ok ? 'passed' : limitMessage(decision.reserve[result.index]!, result.retryAfterMs);
  };
  const outcomes = Array.from({ length: times }, (_, index) => at(index * 900));
  return { outcomes, afterAMinute: at(60_000) };
}

const sentences = {
  hidden: /^Agents do not see (\S+), and every call to it is refused\.$/,
  allowed: /^Agents may call (\S+?)(?: only when (.+?))?(?:, (?:and )?at most (\d+) times in any minute per grant)?\.$/,
  approveIf: /^When (.+), the call waits until a person approves it\.$/,
  held: /^Each call to (\S+) waits until a person approves it\.$/,
  unless: /^It is refused without waiting unless (.+)\.$/,
  approved: /^Of the approved calls, at most (\d+) in any minute per grant go through\.$/,
};

/** What each sentence of an effect claims; one that is not known here fails. */
function claimsOf(effect: string): Partial<Record<keyof typeof sentences, RegExpExecArray>> {
  const told = effect
    .replace(/ Every tool that this policy does not name stays closed\.$/, '')
    .split(/(?<=\.) (?=[A-Z])/);
  return Object.fromEntries(
    told.map((sentence) => {
      const found = Object.entries(sentences).find(([, form]) => form.test(sentence));
      if (!found) throw new Error(`No evaluator run is known for: ${sentence}`);
      return [found[0], found[1].exec(sentence)];
    }),
  );
}

/** What the answer on rate limits has to say of a policy that does other than the answer's. */
function besideRecommended(policy: Policy, name: string): string {
  const { action, limits: [limit] = [] } = policy.tools?.[name] ?? {};
  if (policy.hide) return 'goes further: it hides';
  if (action === 'require_approval') return 'goes further: each call';
  return limit ? `allows ${limit.max} calls in any minute and counts all sessions of a grant` : 'sets no limit';
}

/** Runs the evaluator on every sentence. */
function holdTo(effect: string, policy: Policy, compiled: CompiledPolicy, name: string): void {
  const { hidden, allowed, approveIf, held, unless, approved } = claimsOf(effect);
  const call = { tool: name, args: allowedArguments(policy, name) };
  expect((hidden ?? held ?? allowed)?.[1]).toBe(name);
  if (hidden) {
    expect([isListed(compiled, name), decide(compiled, call).rule]).toEqual([false, '(hidden)']);
    return;
  }
  expect([isListed(compiled, name), decide(compiled, call).outcome]).toEqual([true, held ? 'hold' : 'allow']);
  expect(decide(compiled, { ...call, approved: true }).outcome).toBe('allow');
  const rules = policy.tools?.[name] ?? {};
  const required = allowed?.[2] ?? unless?.[1];
  expect(required !== undefined).toBe((rules.require?.length ?? 0) > 0);
  for (const condition of rules.require?.flatMap((rule) => rule.conditions) ?? []) {
    expect(decide(compiled, { tool: name, args: put(call.args, condition, valuesFor(condition)[1]) }).outcome).toBe(
      'deny',
    );
    expect(required).toContain(condition.path);
  }
  expect(approveIf !== undefined).toBe((rules.approve_if?.length ?? 0) > 0);
  for (const condition of rules.approve_if?.flatMap((rule) => rule.conditions) ?? []) {
    expect(decide(compiled, { tool: name, args: put(call.args, condition, valuesFor(condition)[0]) }).outcome).toBe(
      'hold',
    );
    expect(approveIf?.[1]).toContain(condition.path);
  }
  const max = Number(allowed?.[3] ?? approved?.[1] ?? 0);
  const { outcomes, afterAMinute } = passes(compiled, { ...call, approved: true }, max + 1);
  expect(outcomes.slice(0, max || 1)).toEqual(Array(max || 1).fill('passed'));
  if (max > 0) expect([outcomes[max] === 'passed', afterAMinute]).toEqual([false, 'passed']);
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
    const { policy, counts, questions } = describeServer({ ...server, tools: rows });
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
    const hidden = rows.filter(({ name }) => isNameable(name) && !isListed(compiled, name)).map(({ name }) => name);
    const answers = questions.map(({ answer }) => answer).join('\n');
    for (const name of hidden) expect(answers).toContain(name);
    for (const { name, severity } of rows) if (severity === 'Critical') expect(answers).toContain(name);
  });
});
