import * as z from 'zod/mini';
import { readFolder } from '@/lib/core/policy/compile/folder';
import { isHostPattern } from '@/lib/core/policy/compile/host';
import { compileRegex } from '@/lib/core/policy/compile/regex';
import { parsePath } from './path';
import { comparable, isComparable } from './text';

// The shape of policy.json, version 1. Strict everywhere: a key or operator that is not known refuses the document.
// Nothing here transforms or defaults, so that a document that is read and written again stays what it was. zod/mini,
// because the builder loads this in a browser; what it leaves unsaid is worded by read-words.ts.

const LIST_MAX = 10_000;

const text = (max: number) => z.string().check(z.maxLength(max));
const filledText = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const list = <T extends z.core.SomeType>(item: T, max: number) => z.array(item).check(z.maxLength(max));

const wellFormed = z.refine<string>(isComparable, {
  error: 'must be well-formed Unicode without long runs of combining marks',
});
const Message = filledText(1_000);
const Operand = filledText(10_000).check(wellFormed);
const NumberOperand = z.number().check(z.minimum(-Number.MAX_SAFE_INTEGER), z.maximum(Number.MAX_SAFE_INTEGER));
const aScalar = { error: 'must be a text, a number, true, false or null' };
const Scalar = z.union([text(10_000).check(wellFormed), NumberOperand, z.boolean(), z.null()], aScalar);

/** A text in which `*` stands for any run of characters and everything else for itself, `?` too. */
const pattern = (max: number) =>
  filledText(max).check(
    z.refine((one) => !one.includes('**'), { error: 'must not have two stars in a row' }),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    z.refine((one) => !/[\0-\x1f\x7f]/.test(one), { error: 'must not contain control characters' }),
    wellFormed,
  );

export const ToolName = pattern(256);
const UriPattern = pattern(2_000);

const Path = text(1_000).check(
  z.refine((path) => parsePath(path) !== null, {
    error: 'must be a path such as args.a.b, args.items[0].x, args.items[*] or args["odd.key"]',
  }),
);

/** Characters of one regular expression. */
const REGEX_MAX = 1_000;

/** Whether a value has the length of an expression, whatever it says. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= REGEX_MAX;
}

/** Known to be an expression without being compiled: stands for those that are not to be. */
export const STAND_IN = 'a';

const Regex = filledText(REGEX_MAX).check((context) => {
  if (context.value.length > REGEX_MAX || context.value === STAND_IN) return;
  const read = compileRegex(context.value);
  if (typeof read === 'string') context.issues.push({ code: 'custom', message: read, input: context.value });
});

const FolderPath = Operand.check(
  z.refine((path) => readFolder(path) !== null, {
    error: 'must be a folder with forward slashes, such as /srv/data',
  }),
);

const HostPattern = Operand.check(
  z.refine(isHostPattern, {
    error: 'must be a host in lower case without port, such as example.com or *.example.com',
  }),
);

function oneOrMore<T extends z.core.SomeType>(item: T) {
  return z.union([item, z.array(item).check(z.minLength(1), z.maxLength(LIST_MAX))], {
    error: 'must be a text or a list of texts',
  });
}

const op = <const Names extends readonly [string, ...string[]]>(...names: Names) => z.enum(names);

export const Condition = z.discriminatedUnion(
  'op',
  [
    z.strictObject({ path: Path, op: op('eq', 'neq'), value: Scalar }),
    z.strictObject({
      path: Path,
      op: op('lt', 'lte', 'gt', 'gte'),
      value: z.union([NumberOperand, Operand], { error: 'must be a number or a text' }),
    }),
    z.strictObject({ path: Path, op: op('in', 'not_in'), value: list(Scalar, LIST_MAX) }),
    z.strictObject({ path: Path, op: op('exists'), value: z.optional(z.boolean()) }),
    z.strictObject({ path: Path, op: op('regex'), value: Regex }),
    z.strictObject({
      path: Path,
      op: op('contains'),
      value: z.union([Operand, NumberOperand, z.boolean(), z.null()], aScalar),
    }),
    z.strictObject({ path: Path, op: op('starts_with', 'ends_with'), value: Operand }),
    z.strictObject({ path: Path, op: op('path_within'), value: oneOrMore(FolderPath) }),
    z.strictObject({ path: Path, op: op('host_in'), value: oneOrMore(HostPattern) }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? 'must be an operator: eq, neq, lt, lte, gt, gte, in, not_in, exists, regex, contains, starts_with, ends_with, path_within or host_in'
        : undefined,
  },
);

/** What must hold of a condition whatever its operator: an operator that is not known hides nothing else. */
export const AnyCondition = z.strictObject({
  path: Path,
  op: z.unknown(),
  value: z.optional(
    z.union([Scalar, list(Scalar, LIST_MAX)], {
      error: 'must be a text, a number, true, false, null or a list of them',
    }),
  ),
});

const Conditions = list(Condition, 100);

export const DenyRule = z.strictObject({ conditions: Conditions, on_deny: z.optional(Message) });

export const ApprovalRule = z.strictObject({
  conditions: Conditions,
  reason: z.optional(Message),
  /** Seconds. */
  expires_in: z.optional(z.int().check(z.minimum(1), z.maximum(2_678_400))),
});

export const windowNames = ['second', 'minute', 'hour', 'day'] as const;

const Window = z.union([z.enum(windowNames), z.int().check(z.minimum(1), z.maximum(2_678_400))], {
  error: 'must be second, minute, hour, day or a whole number of seconds from 1 to 2678400',
});

const Max = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));

export const scopes = ['grant', 'session', 'server', 'organisation'] as const;

const AmountPath = Path.check(
  z.refine((path) => !parsePath(path)?.some((step) => step.kind === 'each'), {
    error: 'must name one value: [*] is not possible here',
  }),
);

export const Limit = z.strictObject({
  counter: filledText(300),
  window: Window,
  max: Max,
  scope: z.optional(z.enum(scopes)),
  increment_from: z.optional(AmountPath),
  on_deny: z.optional(Message),
});

export const RateLimit = z.strictObject({ max: Max, window: Window });

export const ToolRules = z.strictObject({
  action: z.optional(z.enum(['allow', 'deny', 'require_approval'])),
  reason: z.optional(Message),
  require: z.optional(list(DenyRule, 1_000)),
  deny_if: z.optional(list(DenyRule, 1_000)),
  approve_if: z.optional(list(ApprovalRule, 1_000)),
  limits: z.optional(list(Limit, 100)),
  rate_limit: z.optional(RateLimit),
});

/** Each is compared with every URI of a list that a server sends. */
const CLASS_LIST_MAX = 200;

/** What is decided beside tools: `deny` wins over `allow`, and `allow` over `default`. */
const classRules = <T extends z.core.SomeType>(one: T) =>
  z.strictObject({
    default: z.enum(['allow', 'deny']),
    allow: z.optional(list(one, CLASS_LIST_MAX)),
    deny: z.optional(list(one, CLASS_LIST_MAX)),
  });

export const ResourceRules = classRules(UriPattern);
export const PromptRules = classRules(ToolName);

/** Checks that run though an entry is wrong: what is wrong with one must not hide what is wrong with all. */
const always = (check: (context: z.core.ParsePayload<Record<string, unknown>>) => void) =>
  z.check(check, { when: ({ value }) => typeof value === 'object' && value !== null });

const Tools = z.record(ToolName, ToolRules).check(
  always(({ value, issues }) => {
    if (Object.keys(value).length <= LIST_MAX) return;
    issues.push({ code: 'custom', message: `must not have more than ${LIST_MAX} entries`, input: value });
  }),
  always(({ value, issues }) => {
    const seen = new Set<string>();
    for (const name of Object.keys(value)) {
      const compared = comparable(name) ?? name;
      const message = 'is the name of another entry in another Unicode spelling';
      if (seen.has(compared)) issues.push({ code: 'custom', message, input: name, path: [name] });
      seen.add(compared);
    }
  }),
);

export const Policy = z.strictObject({
  $schema: z.optional(text(2_000)),
  version: z.literal('1'),
  default: z.enum(['deny', 'allow']),
  hide: z.optional(list(ToolName, LIST_MAX)),
  all_tools: z.optional(ToolRules),
  tools: z.optional(Tools),
  resources: z.optional(ResourceRules),
  prompts: z.optional(PromptRules),
});

/** The members of a policy that decide what is no tool. */
export const classes = ['resources', 'prompts'] as const;

export type Policy = z.infer<typeof Policy>;
export type ToolRules = z.infer<typeof ToolRules>;
export type Condition = z.infer<typeof Condition>;
export type DenyRule = z.infer<typeof DenyRule>;
export type ApprovalRule = z.infer<typeof ApprovalRule>;
export type Limit = z.infer<typeof Limit>;
export type RateLimit = z.infer<typeof RateLimit>;
export type ClassRules = z.infer<typeof ResourceRules>;
export type ClassName = (typeof classes)[number];
export type Scope = (typeof scopes)[number];
