// lib/core/attacks holds the documented ways in which agents with tools are abused, each with a policy against it that tests
// hold to its story. Pure: it knows lib/core/policy and the types of lib/core/risk, no database, no page and no gateway.
import type { Policy } from '@/lib/core/policy/document/schema';
import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { ExampleTool } from './example-tool';
import type { Exposure } from './exposure';
import type { Source } from './sources';

/**
 * How far a gateway can contain a pattern. contained: every step that does harm is a call that a rule can refuse, hold or
 * bound. partly: its cause stays, or part of the harm is done without a call. damage: it happens where no call passes, and
 * a policy only keeps small what follows.
 */
export const containments = ['contained', 'partly', 'damage'] as const;
export type Containment = (typeof containments)[number];

/** A call of the story. What the policy allows is the work that goes on beside the attack. */
export type AttackCall = {
  /** Seconds after the scenario starts. */
  at: number;
  tool: string;
  args: Record<string, unknown>;
  /** How often it is made, once in `everySeconds`; once where absent. */
  times?: number;
  everySeconds?: number;
  /** What the policy decides of it, each time; tests run it. */
  outcome: 'allow' | 'deny' | 'hold';
  /** What the call is in the story: a clause without a final stop. */
  says: string;
};

export type Attack = {
  slug: string;
  title: string;
  /** Two sentences. */
  summary: string;
  /** What it can come to where nothing stands in its way. */
  severity: Severity;
  containment: Containment;
  steps: readonly string[];
  /** Which tools are exposed, in words. */
  exposed: string;
  exposures: readonly Exposure[];
  /** The tools of the story's server, as they were pinned when it was registered. */
  tools: readonly ExampleTool[];
  policy: Policy;
  /** What the policy does about it. */
  effect: string;
  calls: readonly AttackCall[];
  /** What neither the policy nor the gateway stops. */
  remains: readonly string[];
  /** What to look for, in the call log and elsewhere. */
  signals: readonly string[];
  sources: readonly Source[];
};
