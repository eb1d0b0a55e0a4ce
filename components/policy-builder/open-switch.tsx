import { classNames } from '@/components/ui/class-names';
import type { Policy } from '@/lib/core/policy/document/schema';

type OpenSwitchProps = {
  /** What it is about, for who does not see it. */
  label: string;
  value: Policy['default'];
  disabled: boolean;
  onChange: (value: Policy['default']) => void;
};

const looks = {
  deny: 'bg-deny-soft text-deny ring-deny/40',
  allow: 'bg-allow-soft text-allow ring-allow/40',
} as const;

/** What holds for everything that a policy does not name: closed or open. */
export function OpenSwitch({ label, value: current, disabled, onChange }: OpenSwitchProps) {
  return (
    <fieldset disabled={disabled} className="shrink-0">
      <legend className="sr-only">{label}</legend>
      <span className="grid h-8 grid-cols-2 rounded-control border bg-sunken p-0.5">
        {(['deny', 'allow'] as const).map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={current === value}
            onClick={() => onChange(value)}
            className={classNames(
              'rounded-md px-2.5 text-xs disabled:cursor-not-allowed disabled:opacity-60',
              current === value ? `font-medium ring-1 ring-inset ${looks[value]}` : 'text-ink-soft',
            )}
          >
            {value === 'deny' ? 'Closed' : 'Open'}
          </button>
        ))}
      </span>
    </fieldset>
  );
}
