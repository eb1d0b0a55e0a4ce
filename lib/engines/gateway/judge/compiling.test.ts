import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { RE2JS } from 're2js';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { readStored } from '@/lib/core/policy/document/read';
import type { PolicyInForce } from '@/lib/engines/gateway/ports';
import { call } from '@/lib/engines/gateway/testing/test-gate';
import { createReader } from './reader';
import { createWorkers } from './workers';

const workers = createWorkers();
const reader = createReader(workers, { has: () => true, spend: (_, work) => work() });
afterAll(() => workers.close());
afterEach(() => void vi.restoreAllMocks());

const waiter = { organisationId: 'one', res: Object.assign(new EventEmitter(), { destroyed: false }) };

/** In force as the snapshot puts it: read again after it was published. */
function stored(expressions: readonly string[]): PolicyInForce {
  const rules = expressions.map((value) => ({ conditions: [{ path: 'args.a', op: 'regex', value }] }));
  const document = JSON.stringify({ version: '1', default: 'deny', tools: { read: { deny_if: rules }, plain: {} } });
  const read = readStored(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return { versionId: randomUUID(), number: 1, document, compiled: compilePolicy(read.policy) };
}

const ask = (policy: PolicyInForce, tool: string, a: string) =>
  reader.read({ parts: [Buffer.from(JSON.stringify(call(tool, { a })))], policy, paramHeaders: [], waiter });

async function outcomeOf(result: ReturnType<typeof ask>) {
  const read = await result;
  if (typeof read === 'string') throw new Error(read);
  return read.reading.call?.decision.outcome;
}

test('a policy whose expressions are too costly is compiled by workers alone, and they decide rightly', async () => {
  const costly = stored(Array.from({ length: 20 }, (_, at) => `(?i)${'[\\pL\\pN]?'.repeat(100)}!${at}!`));
  const compile = vi.spyOn(RE2JS, 'compile');
  for (let time = 0; time < 2; time += 1) {
    const [denied, allowed] = [ask(costly, 'read', 'x!13!'), ask(costly, 'read', 'x!20!')];
    expect([denied, allowed]).toEqual([expect.any(Promise), expect.any(Promise)]);
    expect([await outcomeOf(denied), await outcomeOf(allowed)]).toEqual(['deny', 'allow']);
  }
  expect(ask(costly, 'plain', 'x')).not.toBeInstanceOf(Promise);
  expect(compile).not.toHaveBeenCalled();
});

test('many plain expressions are compiled on the main thread part by part, while workers decide', async () => {
  const plain = stored(
    Array.from({ length: 400 }, (_, at) => `^https://[a-z]+\\.example\\.com/orders/${at}/[0-9]{1,9}$`),
  );
  const compile = vi.spyOn(RE2JS, 'compile');
  let before = 0;
  let asked = 0;
  for (let result = ask(plain, 'read', 'x'); result instanceof Promise; result = ask(plain, 'read', 'x')) {
    expect(compile.mock.calls.length - before).toBeLessThan(200);
    before = compile.mock.calls.length;
    expect(await outcomeOf(result)).toBe('allow');
    asked += 1;
  }
  expect([asked > 1, compile.mock.calls.length]).toEqual([true, 400]);
});

test('a tool with thousands of conditions is compiled by workers alone, and its neighbours at once', async () => {
  const conditions = Array.from({ length: 100 }, (_, at) => ({ path: `args.a${at}`, op: 'exists', value: false }));
  const first = { conditions: [{ path: 'args.a', op: 'eq', value: 'yes' }] };
  const require = [first, ...Array.from({ length: 20 }, () => ({ conditions }))];
  const document = JSON.stringify({ version: '1', default: 'deny', tools: { read: { require }, plain: {} } });
  const read = readStored(document);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const compiled = compilePolicy(read.policy);
  const large: PolicyInForce = { versionId: randomUUID(), number: 1, document, compiled };
  for (let time = 0; time < 2; time += 1) {
    const denied = ask(large, 'read', 'no');
    expect(denied).toBeInstanceOf(Promise);
    expect(await outcomeOf(denied)).toBe('deny');
  }
  expect(ask(large, 'plain', 'x')).not.toBeInstanceOf(Promise);
});
