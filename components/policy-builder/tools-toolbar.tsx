'use client';

import { ListChecks, Sparkles } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '@/components/ui/button';
import type { Policy } from '@/lib/core/policy/document/schema';
import { type Choice, choices, choiceWords } from './choices';
import { OpenSwitch } from './open-switch';

type ToolsToolbarProps = {
  policy: Policy;
  disabled: boolean;
  shown: number;
  onDefault: (value: Policy['default']) => void;
  onRecommend: () => void;
  onChooseShown: (choice: Choice) => void;
  onUnnameShown: () => void;
};

/** What concerns many tools at once: the default, the recommendation and a choice for all that are shown. */
export function ToolsToolbar({ policy, disabled, shown, ...on }: ToolsToolbarProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <div className="flex items-center gap-2 text-sm">
        <span aria-hidden className="text-ink-soft">
          Unnamed tools
        </span>
        <OpenSwitch
          label="Tools that this policy does not name"
          value={policy.default}
          disabled={disabled}
          onChange={on.onDefault}
        />
      </div>
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
            Remove their rules
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
