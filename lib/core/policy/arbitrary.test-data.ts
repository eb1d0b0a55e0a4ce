import fc from 'fast-check';
import type { Call } from '@/lib/core/policy/decide/decide';
import type { ApprovalRule, Condition, DenyRule, Limit, Policy, ToolRules } from '@/lib/core/policy/document/schema';

// Small alphabets on purpose: rules and calls must meet often, or nothing is compared.

const scalar = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', '', '/srv/data', 'https://a.test/', 'get', 'delete'),
  fc.constantFrom(0, 1, 2, -1, 1.5, 100),
  fc.boolean(),
  fc.constant(null),
);
const text = fc.constantFrom('a', 'b', 'ab', 'get', '/srv', 'https://');
const number = fc.constantFrom(0, 1, 2, -1, 1.5, 100);
const path = fc.constantFrom(
  'args.x',
  'args.y',
  'args.o.x',
  'args.l[0]',
  'args.l[*]',
  'args.l[*].x',
  'args.l[*].l[*]',
  'args["odd"]',
  'args.p',
  'args.u',
);
const folder = fc.constantFrom('/srv', '/srv/data', '/', 'docs', '.');
const host = fc.constantFrom('a.test', '*.a.test', 'b.test');
const many = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength });
const some = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ path, op: fc.constantFrom('eq' as const, 'neq' as const), value: scalar }),
  fc.record({
    path,
    op: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
    value: fc.oneof(number, text),
  }),
  fc.record({ path, op: fc.constantFrom('in' as const, 'not_in' as const), value: many(scalar, 3) }),
  fc.record({ path, op: fc.constant('exists' as const), value: fc.boolean() }),
  fc.record({
    path,
    op: fc.constant('regex' as const),
    value: fc.constantFrom('^a', 'b$', 'a|g', '^(?:get)$', '[0-9]+'),
  }),
  fc.record({
    path,
    op: fc.constant('contains' as const),
    value: fc.oneof(text, number, fc.boolean(), fc.constant(null)),
  }),
  fc.record({ path, op: fc.constantFrom('starts_with' as const, 'ends_with' as const), value: text }),
  fc.record({
    path: fc.constantFrom('args.p', 'args.l[*]', 'args.x'),
    op: fc.constant('path_within' as const),
    value: some(folder),
  }),
  fc.record({
    path: fc.constantFrom('args.u', 'args.l[*]', 'args.x'),
    op: fc.constant('host_in' as const),
    value: some(host),
  }),
);

export const anyDenyRule: fc.Arbitrary<DenyRule> = fc.record(
  { conditions: many(condition, 3), on_deny: fc.constant('No.') },
  { requiredKeys: ['conditions'] },
);

const approvalRule: fc.Arbitrary<ApprovalRule> = fc.record(
  { conditions: many(condition, 2), reason: fc.constant('Ask.'), expires_in: fc.constant(60) },
  { requiredKeys: ['conditions'] },
);

const limit: fc.Arbitrary<Limit> = fc.record(
  {
    counter: fc.constantFrom('c', 'd', 'get_rate'),
    window: fc.constantFrom('second' as const, 'minute' as const, 60, 90),
    max: fc.constantFrom(0, 1, 5, 30),
    scope: fc.constantFrom('grant' as const, 'session' as const, 'server' as const, 'organisation' as const),
    increment_from: fc.constantFrom('args.x', 'args.o.x', 'args.l[0]'),
    on_deny: fc.constant('Slow.'),
  },
  { requiredKeys: ['counter', 'window', 'max'] },
);

const toolRules: fc.Arbitrary<ToolRules> = fc.record(
  {
    action: fc.constantFrom(
      'allow' as const,
      'allow' as const,
      'allow' as const,
      'deny' as const,
      'require_approval' as const,
    ),
    reason: fc.constant('Because.'),
    require: many(anyDenyRule, 2),
    deny_if: many(anyDenyRule, 2),
    approve_if: many(approvalRule, 2),
    limits: many(limit, 3),
    rate_limit: fc.record({ max: fc.constantFrom(0, 3), window: fc.constantFrom('minute' as const, 60) }),
  },
  { requiredKeys: [] },
);

const toolNames = ['get', 'get_user', 'delete', 'a/b~c', 'constructor'];
const patterns = ['*', 'get*', '*_user', 'g*t', 'get_*', 'del*'];

const uriPatterns = ['*', 'db://a/*', 'db://A/*', '*/b', 'db://a/b', 'db://a', 'db://*#x', '*a*', 'db:///b', 'db:a'];
const classRules = (patterns: readonly string[]) =>
  fc.record(
    {
      default: fc.constantFrom('allow' as const, 'deny' as const),
      allow: many(fc.constantFrom(...patterns), 2),
      deny: many(fc.constantFrom(...patterns), 2),
    },
    { requiredKeys: ['default'] },
  );

export const anyUri: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('db://', 'DB://', 'db:/', 'db:', 'URL:db://', 'x://'),
    fc.array(
      fc.constantFrom('a', 'A', 'b', '%61', '..', '%2e%2e', '..%20', '', 'c', 'u@a', 'a:1', 'a;p', 'b%20', 'a.'),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    fc.constantFrom('', '/', '?q', '#x', '%2Fb'),
  )
  .map(([scheme, parts, end]) => scheme + parts.join('/') + end);

const promptTwins = ['Get', ' get', 'get\0', 'delete\0x', '\uff47et_user', 'del\u200bete'];
export const anyPrompt = fc.constantFrom('get', 'get_user', 'delete', 'constructor', ...promptTwins);

export const anyPolicy: fc.Arbitrary<Policy> = fc.record(
  {
    version: fc.constant('1' as const),
    default: fc.constantFrom('deny' as const, 'allow' as const),
    hide: many(fc.constantFrom('delete', 'del*', '*_user', 'unknown'), 1),
    all_tools: toolRules,
    tools: fc.dictionary(fc.constantFrom(...toolNames, ...patterns), toolRules, { maxKeys: 5, noNullPrototype: true }),
    resources: classRules(uriPatterns),
    prompts: classRules([...toolNames, ...patterns]),
  },
  { requiredKeys: ['version', 'default'] },
);

const leaf = fc.oneof(
  scalar,
  fc.constantFrom('/srv/data/../x', '../x', 'docs/a', 'http://b.test:80/x', 'https://x.a.test', 'ftp://a.test/'),
  fc.constantFrom('get\0', 'a\0b', '/srv/data\0', 'https://a.test/\0'),
);
const inner = fc.oneof(leaf, fc.record({ x: leaf, l: many(leaf, 2) }, { requiredKeys: [] }), many(leaf, 2));
const list = many(fc.oneof(leaf, fc.record({ x: leaf, l: inner }, { requiredKeys: [] })), 3);
const args = fc.record(
  {
    x: inner,
    y: inner,
    o: fc.oneof(fc.record({ x: leaf }, { requiredKeys: [] }), leaf),
    l: fc.oneof(list, leaf),
    odd: leaf,
    p: leaf,
    u: leaf,
  },
  { requiredKeys: [] },
);

const twins: Readonly<Record<string, readonly string[]>> = {
  x: ['X', '\uff58', 'x\u200d', 'x\0', ' x'],
  l: ['L', '\uff2c'],
  o: ['O', '\uff4f'],
  odd: ['Odd', 'ODD', 'o\u200ddd', 'd'],
  p: ['P'],
  u: ['U', '\u00fc'],
};

/** The same arguments, some keys of them spelt as some readers match them: by position, so that shrinking stays stable. */
function respelt(value: unknown, picks: readonly number[], at = 0): unknown {
  if (Array.isArray(value)) return value.map((part, index) => respelt(part, picks, at + index + 1));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, part], index) => {
    const pick = picks[(at + index) % picks.length] ?? 0;
    return [(pick > 0 && twins[key]?.[pick - 1]) || key, respelt(part, picks, at + index + 1)];
  });
  return Object.fromEntries(members);
}

const anyArgs = fc
  .tuple(args, fc.oneof(fc.constant([0]), fc.array(fc.nat(6), { minLength: 1, maxLength: 5 })))
  .map(([one, picks]): Record<string, unknown> => ({ ...(respelt(one, picks) as object) }));

export const anyCall: fc.Arbitrary<Call> = fc.record(
  {
    tool: fc.constantFrom(...toolNames, 'get_team', 'got', 'unknown', 'deletion'),
    args: anyArgs,
    approved: fc.constant(true),
  },
  { requiredKeys: ['tool', 'args'] },
);
