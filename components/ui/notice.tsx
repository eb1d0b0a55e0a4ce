import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  neutral: 'border-line bg-sunken text-ink-soft',
  allow: 'border-allow/30 bg-allow-soft text-allow',
  deny: 'border-deny/30 bg-deny-soft text-deny',
  hold: 'border-hold/30 bg-hold-soft text-hold',
} as const;

/** A sentence that must not be missed; `deny` is announced at once. */
export function Notice({ tone = 'neutral', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <div
      role={tone === 'deny' ? 'alert' : 'status'}
      className={classNames('rounded-control border px-4 py-3 text-sm', tones[tone])}
    >
      {children}
    </div>
  );
}
