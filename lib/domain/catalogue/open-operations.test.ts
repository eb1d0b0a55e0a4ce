import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SchemaFacts, ServerFacts } from '@/lib/core/catalogue-model/facts';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide } from '@/lib/core/policy/decide/decide';
import { recommendForTool } from '@/lib/core/policy/recommend/recommend';
import { classifyTool, type ToolDefinition } from '@/lib/core/risk/classify';
import { type Operations, operationsOf } from '@/lib/core/risk/operations';
import { catalogueFolder } from '@/lib/engines/catalogue-store/load-catalogue';
import { allowedArguments } from './hold-to.test-data';

const shipped = readdirSync(catalogueFolder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((file) => {
    const { tools, knowledge } = ServerFacts.parse(JSON.parse(readFileSync(join(catalogueFolder, file), 'utf8')));
    const names = tools.map(({ name }) => name);
    return tools.map((tool) => ({ ...tool, knowledge, siblings: names.filter((name) => name !== tool.name) }));
  });

/** With other values of the argument that selects the operation. */
function withValues(tool: ToolDefinition, parameter: string, values: string[]): ToolDefinition {
  const schema: SchemaFacts = SchemaFacts.catch({}).parse(tool.inputSchema);
  const properties = { ...schema?.properties, [parameter]: { type: 'string', enum: values } };
  return { ...tool, inputSchema: { ...schema, properties } };
}

/** How strict the recommendation is to a call with this value: the outcome, then how few pass in a minute. */
function strictness(tool: ToolDefinition, parameter: string, value: string): [number, number] {
  const { category, severity } = classifyTool(tool);
  const { name, inputSchema } = tool;
  const { policy } = recommendForTool({ name, category, severity, inputSchema, perValue: operationsOf(tool) });
  const args = { ...allowedArguments(policy, name), [parameter]: value };
  const decision = decide(compilePolicy(policy), { tool: name, args });
  const outcome = ['allow', 'hold', 'deny'].indexOf(decision.outcome);
  const reserve = decision.outcome === 'allow' ? decision.reserve : [];
  return [outcome, reserve[0] ? 1 / reserve[0].max : 0];
}

function expectNoLooser(tool: ToolDefinition, { parameter, values }: Operations): void {
  const others = values.filter(({ category }) => category !== 'Destructive').map(({ value }) => value);
  if (others.length === 0) return;
  const without = withValues(tool, parameter, others);
  const destroying = withValues(tool, parameter, [...others, 'delete']);
  for (const value of others) {
    const [before, rate] = strictness(without, parameter, value);
    const [after, rateAfter] = strictness(destroying, parameter, value);
    const told = `${tool.name} ${parameter}=${value}`;
    expect([told, after >= before]).toEqual([told, true]);
    if (after === before) expect([told, rateAfter >= rate]).toEqual([told, true]);
  }
}

test('of no shipped tool does a value that destroys loosen the rule for the others', () => {
  const selecting = shipped.flatMap((tool) => {
    const operations = operationsOf(tool);
    return operations ? [{ tool, operations }] : [];
  });
  expect(selecting.length).toBeGreaterThan(20);
  for (const { tool, operations } of selecting) expectNoLooser(tool, operations);
});

const names = fc
  .tuple(
    fc.constantFrom('manage', 'python', 'run', 'get', 'send', 'delete', 'grant', 'pay'),
    fc.constantFrom('secrets', 'session', 'permissions', 'credentials', 'notes', 'env_vars', 'tokens', 'users'),
  )
  .map((words) => words.join('_'));
const values = fc.uniqueArray(
  fc.constantFrom('list', 'get', 'run', 'grant', 'update', 'create', 'pay', 'send', 'details', 'full', 'connect'),
  { minLength: 1, maxLength: 5 },
);
const extra = fc.constantFrom('code', 'sql', 'path', 'url', 'password', 'role', 'amount', 'note');
const generated = fc.record({
  name: names,
  values,
  extra,
  description: fc.constantFrom('', 'Deletes what is given.', 'Reads secrets.', 'Runs a query.'),
  annotations: fc.constantFrom(undefined, { destructiveHint: true }, { readOnlyHint: true }, { readOnlyHint: false }),
});

test('of no generated tool does a value that destroys loosen the rule for the others', () => {
  fc.assert(
    fc.property(generated, ({ name, values, extra, description, annotations }) => {
      const properties = { action: { type: 'string', enum: values }, [extra]: { type: 'string' } };
      const inputSchema = { type: 'object', properties };
      const tool = { name, description, annotations, inputSchema, knowledge: 'introspected' as const };
      const told = values.map((value) => ({ value, category: 'Other' as const }));
      expectNoLooser(tool, { parameter: 'action', values: told, rest: [] });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['python_session', ['run', 'list'], 'code'],
  ['manage_secrets', ['list', 'get'], 'name'],
  ['manage_permissions', ['list', 'grant', 'update'], 'user'],
])('%s waits for a person with a value that destroys as it does without', (name, values, argument) => {
  const properties = { action: { enum: values }, [argument]: { type: 'string' } };
  const tool: ToolDefinition = { name, inputSchema: { properties }, knowledge: 'introspected' };
  for (const value of values) {
    expect(strictness(tool, 'action', value)[0]).toBe(1);
    expect(strictness(withValues(tool, 'action', [...values, 'delete']), 'action', value)[0]).toBe(1);
  }
});
