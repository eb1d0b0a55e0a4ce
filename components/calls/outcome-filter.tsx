import Link from 'next/link';
import { classNames } from '@/components/ui/class-names';

const outcomes = [
  { value: '', word: 'All' },
  { value: 'allow', word: 'Allowed' },
  { value: 'failed', word: 'Failed' },
  { value: 'deny', word: 'Denied' },
  { value: 'refused', word: 'Refused' },
  { value: 'hold', word: 'Held' },
];

export function OutcomeFilter({ path, outcome }: { path: string; outcome: string }) {
  return (
    <nav aria-label="Decision" className="flex w-fit gap-0.5 rounded-control border bg-surface p-0.5">
      {outcomes.map(({ value, word }) => (
        <Link
          key={word}
          href={value ? `${path}?outcome=${value}` : path}
          aria-current={value === outcome ? 'page' : undefined}
          className={classNames(
            'rounded-[0.4rem] px-2 py-1 text-xs sm:px-3 sm:text-sm',
            value === outcome ? 'bg-sunken font-medium text-ink' : 'text-ink-soft hover:text-ink',
          )}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
