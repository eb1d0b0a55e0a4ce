'use client';

import { ListChecks, Sparkles } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { Policy } from '@/lib/policy/schema';
import { type Choice, choices, choiceWords } from './choices';

type ToolsToolbarProps = {
  policy: Policy;
  disabled: boolean;
  shown: number;
  onDefault: (value: Policy['default']) => void;
  onRecommend: () => void;
  onChooseShown: (choice: Choice) => void;
  onUnnameShown: () => void;
};

const defaultLooks = {
  deny: 'bg-deny-soft text-deny ring-deny/40',
  allow: 'bg-allow-soft text-allow ring-allow/40',
} as const;

/** What concerns many tools at once: the default, the recommendation and a choice for all that are shown. */
export function ToolsToolbar({ policy, disabled, shown, ...on }: ToolsToolbarProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <fieldset disabled={disabled} className="flex items-center gap-2 text-sm">
        <legend className="sr-only">Tools that this policy does not name</legend>
        <span aria-hidden className="text-ink-soft">
          Unnamed tools
        </span>
        <span className="grid h-8 grid-cols-2 rounded-control border bg-sunken p-0.5">
          {(['deny', 'allow'] as const).map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={policy.default === value}
              onClick={() => on.onDefault(value)}
              className={classNames(
                'rounded-md px-2.5 text-xs disabled:cursor-not-allowed disabled:opacity-60',
                policy.default === value ? `font-medium ring-1 ring-inset ${defaultLooks[value]}` : 'text-ink-soft',
              )}
            >
              {value === 'deny' ? 'Closed' : 'Open'}
            </button>
          ))}
        </span>
      </fieldset>
      <div className="flex gap-2">
        <BulkMenu disabled={disabled || shown === 0} shown={shown} {...on} />
        <Button kind="secondary" size="small" disabled={disabled} onClick={on.onRecommend}>
          <Sparkles aria-hidden />
          Recommended
        </Button>
      </div>
    </div>
  );
}

const itemLook =
  'cursor-pointer rounded-md px-3 py-1.5 text-sm outline-none data-[highlighted]:bg-accent-soft data-[highlighted]:text-accent';

type BulkMenuProps = Pick<ToolsToolbarProps, 'disabled' | 'shown' | 'onChooseShown' | 'onUnnameShown'>;

function BulkMenu({ disabled, shown, onChooseShown, onUnnameShown }: BulkMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button kind="secondary" size="small" disabled={disabled}>
          <ListChecks aria-hidden />
          Set all {shown}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-44 rounded-card border bg-surface p-1 shadow-raised"
        >
          {choices.map((choice) => (
            <DropdownMenu.Item key={choice} className={itemLook} onSelect={() => onChooseShown(choice)}>
              {choiceWords[choice]}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="my-1 border-t" />
          <DropdownMenu.Item className={itemLook} onSelect={onUnnameShown}>
            Take their rules out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
