import { site } from '@/lib/core/site';

/** Two bars with a gate between them: what asks, what answers, and the rule in the middle. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 24 24" className="size-6">
        <rect x="2" y="4" width="20" height="4" rx="2" className="fill-ink" />
        <rect x="2" y="16" width="20" height="4" rx="2" className="fill-ink" />
        <rect x="2" y="10" width="9" height="4" rx="2" className="fill-accent" />
        <rect x="13" y="10" width="9" height="4" rx="2" className="fill-accent opacity-35" />
      </svg>
      {site.name}
    </span>
  );
}
