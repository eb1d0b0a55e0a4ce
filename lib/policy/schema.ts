import { z } from 'zod';
import { readFolder } from './folder';
import { isHostPattern } from './host';
import { parsePath } from './path';
import { compileRegex } from './regex';
import { comparable } from './text';

// The shape of policy.json, version 1. Strict everywhere: a key or operator that is not known refuses the document.
// Nothing here transforms or defaults, so that a document that is read and written again stays what it was.

const LIST_MAX = 10_000;

const Text = z.string().max(2_000);
const Message = z.string().min(1).max(1_000);
const wellFormed = { error: 'must be well-formed Unicode without long runs of combining marks' };
const Operand = z
  .string()
  .min(1)
  .max(10_000)
  .refine((text) => comparable(text) !== null, wellFormed);
const NumberOperand = z.number().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const ScalarText = z
  .string()
  .max(10_000)
  .refine((text) => comparable(text) !== null, wellFormed);
const Scalar = z.union([ScalarText, NumberOperand, z.boolean(), z.null()], {
  error: 'must be a text, a number, true, false or null',
});

export const ToolName = z
  .string()
  .min(1, { error: 'must not be empty' })
  .max(256, { error: 'must be at most 256 characters long' })
  .refine((name) => !name.includes('**'), { error: 'must not have two stars in a row' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  .refine((name) => !/[\0-\x1f\x7f]/.test(name), { error: 'must not contain control characters' })
  .refine((name) => comparable(name) !== null, wellFormed);

const Path = z
  .string()
  .max(1_000)
  .refine((path) => parsePath(path) !== null, {
    error: 'must be a path such as args.a.b, args.items[0].x, args.items[*] or args["odd.key"]',
  });

const Regex = z
  .string()
  .min(1)
  .max(1_000)
  .check((context) => {
    const read = compileRegex(context.value);
    if (typeof read === 'string') context.issues.push({ code: 'custom', message: read, input: context.value });
  });

const FolderPath = Operand.refine((path) => readFolder(path) !== null, {
  error: 'must be a folder with forward slashes, such as /srv/data',
});

const HostPattern = Operand.refine(isHostPattern, {
  error: 'must be a host in lower case without port, such as example.com or *.example.com',
});

function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1).max(LIST_MAX)]);
}

const op = <const Names extends readonly [string, ...string[]]>(...names: Names) => z.enum(names);

export const Condition = z.discriminatedUnion(
  'op',
  [
    z.strictObject({ path: Path, op: op('eq', 'neq'), value: Scalar }),
    z.strictObject({ path: Path, op: op('lt', 'lte', 'gt', 'gte'), value: z.union([NumberOperand, Operand]) }),
    z.strictObject({ path: Path, op: op('in', 'not_in'), value: z.array(Scalar).max(LIST_MAX) }),
    z.strictObject({ path: Path, op: op('exists'), value: z.boolean().optional() }),
    z.strictObject({ path: Path, op: op('regex'), value: Regex }),
    z.strictObject({
      path: Path,
      op: op('contains'),
      value: z.union([Operand, NumberOperand, z.boolean(), z.null()]),
    }),
    z.strictObject({ path: Path, op: op('starts_with', 'ends_with'), value: Operand }),
    z.strictObject({ path: Path, op: op('path_within'), value: oneOrMore(FolderPath) }),
    z.strictObject({ path: Path, op: op('host_in'), value: oneOrMore(HostPattern) }),
  ],
  {
    error:
      'must have an op: eq, neq, lt, lte, gt, gte, in, not_in, exists, regex, contains, starts_with, ends_with, path_within or host_in',
  },
);

const Conditions = z.array(Condition).max(100);

export const DenyRule = z.strictObject({ conditions: Conditions, on_deny: Message.optional() });

export const ApprovalRule = z.strictObject({
  conditions: Conditions,
  reason: Message.optional(),
  /** Seconds. */
  expires_in: z.int().min(1).max(2_678_400).optional(),
});

export const windowNames = ['second', 'minute', 'hour', 'day'] as const;

const Window = z.union([z.enum(windowNames), z.int().min(1).max(2_678_400)], {
  error: 'must be second, minute, hour, day or a whole number of seconds from 1 to 2678400',
});

const Max = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

export const scopes = ['grant', 'session', 'server', 'organisation'] as const;

export const Limit = z.strictObject({
  counter: z.string().min(1).max(300),
  window: Window,
  max: Max,
  scope: z.enum(scopes).optional(),
  increment_from: Path.refine((path) => !parsePath(path)?.some((step) => step.kind === 'each'), {
    error: 'must name one value: [*] is not possible here',
  }).optional(),
  on_deny: Message.optional(),
});

export const RateLimit = z.strictObject({ max: Max, window: Window });

export const ToolRules = z.strictObject({
  action: z.enum(['allow', 'deny', 'require_approval']).optional(),
  reason: Message.optional(),
  require: z.array(DenyRule).max(1_000).optional(),
  deny_if: z.array(DenyRule).max(1_000).optional(),
  approve_if: z.array(ApprovalRule).max(1_000).optional(),
  limits: z.array(Limit).max(100).optional(),
  rate_limit: RateLimit.optional(),
});

export const Policy = z.strictObject({
  $schema: Text.optional(),
  version: z.literal('1'),
  default: z.enum(['deny', 'allow']),
  hide: z.array(ToolName).max(LIST_MAX).optional(),
  all_tools: ToolRules.optional(),
  tools: z
    .record(ToolName, ToolRules)
    .refine((tools) => Object.keys(tools).length <= LIST_MAX, { error: `must not have more than ${LIST_MAX} entries` })
    .refine((tools) => new Set(Object.keys(tools).map(comparable)).size === Object.keys(tools).length, {
      error: 'must not name one tool in two Unicode spellings',
    })
    .optional(),
});

export type Policy = z.infer<typeof Policy>;
export type ToolRules = z.infer<typeof ToolRules>;
export type Condition = z.infer<typeof Condition>;
export type DenyRule = z.infer<typeof DenyRule>;
export type ApprovalRule = z.infer<typeof ApprovalRule>;
export type Limit = z.infer<typeof Limit>;
export type RateLimit = z.infer<typeof RateLimit>;
export type Scope = (typeof scopes)[number];
