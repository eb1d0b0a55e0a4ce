import { pointerTo } from '@/lib/core/policy/document/pointer';
import { Policy } from '@/lib/core/policy/document/schema';
import { lintClasses } from './classes';
import { lintConditions } from './conditions';
import type { Finding, LintTool } from './finding';
import { lintLimits } from './limits';
import { lintSessions } from './sessions';
import { lintShadows } from './shadows';
import { lintTools } from './tools';
import { lintWide } from './wide';

/**
 * Judges what a document means, given what is known of the server's tools; without tools it says what the text alone
 * can tell. Errors come first, then warnings, then suggestions. Never throws. Linear in rules times tools at worst.
 */
export function lintPolicy(policy: Policy, tools?: readonly LintTool[]): Finding[] {
  const valid = Policy.safeParse(policy);
  if (!valid.success) return valid.error.issues.map(invalid);
  const found = [
    ...lintLimits(policy),
    ...lintConditions(policy, tools ?? []),
    ...lintWide(policy),
    ...lintSessions(policy),
    ...lintClasses(policy),
    ...lintShadows(policy),
    ...lintTools(policy, tools),
  ];
  return levels.flatMap((level) => found.filter((finding) => finding.level === level));
}

/**
 * Only what must not be published, of a policy that `readPolicy` accepted: the errors of `lintPolicy` without its advice,
 * whose offers of a better document each cost as much as the document.
 */
export function lintErrors(policy: Policy, tools: readonly LintTool[]): Finding[] {
  return [...lintLimits(policy), ...lintConditions(policy, tools)].filter(({ level }) => level === 'error');
}

const levels = ['error', 'warning', 'suggestion'] as const;

function invalid(issue: { path: PropertyKey[]; message: string }): Finding {
  return { level: 'error', code: 'invalid', pointer: pointerTo(issue.path), message: issue.message };
}
