import type { Condition, Policy, ToolRules } from '@/lib/core/policy/document/schema';
import type { LintTool } from '@/lib/core/policy/lint/finding';

/** One finding of the checks, with a policy that has it; checked against the linter by check-examples.test.ts. */
export type CheckExample = {
  code: string;
  level: 'error' | 'warning' | 'suggestion';
  meaning: string;
  policy: Policy;
  tools?: LintTool[];
};

const inputSchema = {
  type: 'object',
  properties: { key: { type: 'string' }, action: { type: 'string', enum: ['get', 'delete'] } },
  required: ['action'],
};
const tools: LintTool[] = [{ name: 'run', category: 'Execute', inputSchema }];

function about(rules: ToolRules): Policy {
  return { version: '1', default: 'deny', tools: { run: rules } };
}

function requires(condition: Condition): Policy {
  return about({ require: [{ conditions: [condition] }], limits: [{ counter: 'run_rate', window: 'minute', max: 1 }] });
}

export const checkExamples: CheckExample[] = [
  {
    code: 'counter-windows',
    level: 'error',
    meaning: 'Two limits name one counter but count over different windows.',
    policy: about({
      limits: [
        { counter: 'a', window: 'minute', max: 1 },
        { counter: 'a', window: 'hour', max: 9 },
      ],
    }),
  },
  {
    code: 'empty-list',
    level: 'error',
    meaning: 'in or not_in has an empty list, so the condition never holds or always holds.',
    policy: requires({ path: 'args.action', op: 'in', value: [] }),
  },
  {
    code: 'unknown-tool',
    level: 'warning',
    meaning: 'The policy names a tool that the server does not have. The fix offers the closest name.',
    policy: { version: '1', default: 'deny', tools: { rnu: {} } },
    tools,
  },
  {
    code: 'never-matches',
    level: 'warning',
    meaning: 'The input schema allows no value that satisfies the condition.',
    policy: requires({ path: 'args.action', op: 'eq', value: 'purge' }),
    tools,
  },
  {
    code: 'always-holds',
    level: 'warning',
    meaning: 'A require rule has no conditions, so it refuses no call.',
    policy: about({ require: [{ conditions: [] }] }),
  },
  {
    code: 'too-wide',
    level: 'warning',
    meaning:
      'require allows every path (path_within "/") or every host of a top-level domain (host_in "*.com"), or a star in the host of a resource pattern also matches slashes.',
    policy: requires({ path: 'args.key', op: 'host_in', value: '*.com' }),
  },
  {
    code: 'shadowed',
    level: 'warning',
    meaning: 'The rule never decides, because an earlier rule, action, hidden name or pattern always does.',
    policy: about({ action: 'deny', limits: [{ counter: 'a', window: 'minute', max: 1 }] }),
  },
  {
    code: 'deny-optional',
    level: 'warning',
    meaning: 'deny_if reads an optional argument. If a call omits it, the rule does not apply.',
    policy: about({ deny_if: [{ conditions: [{ path: 'args.key', op: 'eq', value: 'a' }] }] }),
    tools,
  },
  {
    code: 'unanchored-regex',
    level: 'warning',
    meaning: 'A regular expression in require has no ^ and $, so it may match anywhere in the text.',
    policy: requires({ path: 'args.action', op: 'regex', value: 'get' }),
  },
  {
    code: 'risky-open',
    level: 'warning',
    meaning: 'The default is allow, and tools that destroy, pay or execute have no rule.',
    policy: { version: '1', default: 'allow' },
    tools,
  },
  {
    code: 'hides-all',
    level: 'warning',
    meaning: 'Every tool is hidden.',
    policy: { version: '1', default: 'deny', hide: ['*'] },
  },
  {
    code: 'limit-never-reached',
    level: 'warning',
    meaning: 'The limit is never reached, because a stricter one always refuses first.',
    policy: about({
      limits: [
        { counter: 'a', window: 'minute', max: 1 },
        { counter: 'b', window: 'minute', max: 9 },
      ],
    }),
  },
  {
    code: 'session-scope',
    level: 'warning',
    meaning: 'A limit counts per session, so an agent that reconnects starts at zero. Use the scope grant.',
    policy: about({ rate_limit: { max: 10, window: 'minute' } }),
  },
  {
    code: 'redundant',
    level: 'warning',
    meaning: 'A pattern of resources or prompts repeats their default.',
    policy: { version: '1', default: 'deny', resources: { default: 'deny', deny: ['*.key'] } },
  },
  {
    code: 'class-open',
    level: 'suggestion',
    meaning: 'Tools are closed by default, but resources or prompts are open by default.',
    policy: { version: '1', default: 'deny', prompts: { default: 'allow' } },
  },
  {
    code: 'no-limit',
    level: 'suggestion',
    meaning: 'A tool that writes or executes has no limit, in its own entry or in all_tools.',
    policy: about({}),
    tools,
  },
  {
    code: 'mixed-values',
    level: 'suggestion',
    meaning: 'One argument selects operations of different risk, and no rule reads it.',
    policy: about({ limits: [{ counter: 'run_rate', window: 'minute', max: 1 }] }),
    tools: [
      {
        name: 'run',
        category: 'Destructive',
        inputSchema,
        perValue: {
          parameter: 'action',
          values: [
            { value: 'get', category: 'Read' },
            { value: 'delete', category: 'Destructive' },
          ],
        },
      },
    ],
  },
];
