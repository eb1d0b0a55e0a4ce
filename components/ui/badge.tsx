import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  neutral: 'border-line bg-sunken text-ink-soft',
  accent: 'border-accent/25 bg-accent-soft text-accent',
  allow: 'border-allow/25 bg-allow-soft text-allow',
  deny: 'border-deny/25 bg-deny-soft text-deny',
  hold: 'border-hold/25 bg-hold-soft text-hold',
  critical: 'border-critical/25 bg-critical-soft text-critical',
} as const;

export type Tone = keyof typeof tones;

export function Badge({
  tone = 'neutral',
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 py-0.5 font-medium text-xs',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

const severityTone = { Low: 'allow', Medium: 'hold', High: 'deny', Critical: 'critical' } as const;

export function SeverityBadge({ severity }: { severity: keyof typeof severityTone }) {
  return <Badge tone={severityTone[severity]}>{`${severity} risk`}</Badge>;
}

const outcomeTone = { allow: 'allow', deny: 'deny', hold: 'hold' } as const;
export const outcomeWord = { allow: 'Allowed', deny: 'Denied', hold: 'Held' } as const;

/** Of a request that the gateway refused for what it was: no policy denied it. */
export function RefusedBadge() {
  return <Badge>Refused</Badge>;
}

type OutcomeBadgeProps = {
  outcome: keyof typeof outcomeTone;
  /** What failed after it was allowed; null where nothing did. */
  failure?: string | null;
};

/** A decision, and what failed afterwards: "Allowed" alone says that the server answered. */
export function OutcomeBadge({ outcome, failure = null }: OutcomeBadgeProps) {
  if (failure === null) return <Badge tone={outcomeTone[outcome]}>{outcomeWord[outcome]}</Badge>;
  return (
    <span
      className={classNames('inline-block max-w-full rounded-lg border px-2 py-0.5 font-medium text-xs', tones.hold)}
    >
      {outcomeWord[outcome]} · {failure}
    </span>
  );
}
