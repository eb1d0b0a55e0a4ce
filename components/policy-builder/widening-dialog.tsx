'use client';

import { AlertDialog } from 'radix-ui';
import { Button } from '@/components/ui/button';
import type { Sentence } from '@/lib/core/policy/diff/diff';
import { ChangeList } from './change-list';

type WideningDialogProps = { widening: readonly Sentence[]; onAgree: () => void; onCancel: () => void };

/** Asks once more where agents will be able to do more than before. */
export function WideningDialog({ widening, onAgree, onCancel }: WideningDialogProps) {
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 rounded-card border bg-surface p-6 shadow-raised">
          <AlertDialog.Title className="font-semibold text-lg">This opens more to agents</AlertDialog.Title>
          <AlertDialog.Description className="text-ink-soft text-sm">
            It takes effect on the next call of every grant that has this policy.
          </AlertDialog.Description>
          <section
            aria-label="What opens"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be in reach of the keys.
            tabIndex={0}
            className="min-h-0 overflow-y-auto rounded-md"
          >
            <ChangeList changes={widening} />
          </section>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button kind="secondary">Cancel</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button onClick={onAgree}>Publish and open it</Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
