import fc from 'fast-check';
import type { ClassRules, Condition, Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';

// Random policies for tests. The documents are spelled in several ways, since the builder must not care.

export const names = fc.constantFrom('run', 'get_flow', 'pay', 'ünïcode', '42', 'a/b~c', 'constructor', 'say "hi"');

const patterns = fc.oneof(names, fc.constantFrom('*', 'get_*', 'admin_*'));
const message = fc.constantFrom('No.', 'Ask "us"\nfirst.');

const conditions = fc.array(
  fc.oneof(
    fc.constant<Condition>({ path: 'args.amount', op: 'lte', value: 100 }),
    fc.constant<Condition>({ path: 'args.items[*].id', op: 'in', value: ['a', 1, null, true] }),
    fc.constant<Condition>({ path: 'args["odd key"]', op: 'exists' }),
    fc.constant<Condition>({ path: 'args.path', op: 'path_within', value: '/srv' }),
  ),
  { maxLength: 2 },
);

const limit: fc.Arbitrary<Limit> = fc.record(
  {
    counter: fc.constantFrom('run_rate', 'shared'),
    window: fc.constantFrom('minute' as const, 90),
    max: fc.nat(100),
    scope: fc.constantFrom('grant' as const, 'server' as const),
    increment_from: fc.constant('args.amount'),
    on_deny: message,
  },
  { requiredKeys: ['counter', 'window', 'max'] },
);

const rules: fc.Arbitrary<ToolRules> = fc.record(
  {
    action: fc.constantFrom('allow' as const, 'deny' as const, 'require_approval' as const),
    reason: message,
    require: fc.array(fc.record({ conditions, on_deny: message }, { requiredKeys: ['conditions'] }), { maxLength: 2 }),
    deny_if: fc.array(fc.record({ conditions }), { maxLength: 2 }),
    approve_if: fc.array(fc.record({ conditions, expires_in: fc.constant(60) }), { maxLength: 1 }),
    limits: fc.array(limit, { maxLength: 2 }),
    rate_limit: fc.constant({ max: 3, window: 'hour' as const }),
  },
  { requiredKeys: [] },
);

const classRules = (pattern: fc.Arbitrary<string>): fc.Arbitrary<ClassRules> =>
  fc.record(
    {
      default: fc.constantFrom('deny' as const, 'allow' as const),
      allow: fc.array(pattern, { maxLength: 2 }),
      deny: fc.array(pattern, { maxLength: 2 }),
    },
    { requiredKeys: ['default'] },
  );

export const policies: fc.Arbitrary<Policy> = fc.record(
  {
    $schema: fc.constant('https://example.com/policy.schema.json'),
    version: fc.constant('1' as const),
    default: fc.constantFrom('deny' as const, 'allow' as const),
    hide: fc.uniqueArray(patterns, { maxLength: 3 }),
    all_tools: rules,
    tools: fc.dictionary(patterns, rules, { maxKeys: 4, noNullPrototype: true }),
    resources: classRules(fc.constantFrom('file:///a b/*', 'db://ü', '*')),
    prompts: classRules(patterns),
  },
  { requiredKeys: ['version', 'default'] },
);

/** A policy as text: on one line, with blanks, with tabs, its keys in another order. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(policies, fc.constantFrom(undefined, 1, 2, 4, '\t'), fc.boolean(), fc.constantFrom('', '\n', '  \n'))
  .map(([policy, indent, reversed, end]) => {
    const ordered = reversed ? Object.fromEntries(Object.entries(policy).reverse()) : policy;
    return JSON.stringify(ordered, null, indent) + end;
  });
