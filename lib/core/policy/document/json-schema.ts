import * as z from 'zod';
import { Case } from '@/lib/core/policy/decide/case-schema';
import {
  ApprovalRule,
  Condition,
  DenyRule,
  Limit,
  Policy,
  PromptRules,
  RateLimit,
  ResourceRules,
  ToolRules,
} from './schema';

const named = { ApprovalRule, Condition, DenyRule, Limit, PromptRules, RateLimit, ResourceRules, ToolRules };

function jsonSchema(title: string, schema: z.core.$ZodType): Record<string, unknown> {
  const metadata = z.registry<{ id: string }>();
  for (const [id, one] of Object.entries(named)) metadata.add(one, { id });
  return { title, ...z.toJSONSchema(schema, { metadata }) };
}

/** policy.json for editors: completion and the shape; duplicate keys, paths and expressions are for `readPolicy`. */
export function policyJsonSchema(): Record<string, unknown> {
  return jsonSchema('PolicyLayer policy, version 1', Policy);
}

/** The shape of a golden case. */
export function caseJsonSchema(): Record<string, unknown> {
  return jsonSchema('PolicyLayer policy case', Case);
}
