'use client';

import type { KeyboardEvent } from 'react';
import { classNames } from '@/components/ui/class-names';
import { type Choice, choices, choiceWords } from './choices';
import type { Standing } from './standing';

const chosen: Record<Choice, string> = {
  allow: 'bg-allow-soft text-allow ring-allow/40',
  limit: 'bg-accent-soft text-accent ring-accent/40',
  approve: 'bg-hold-soft text-hold ring-hold/40',
  deny: 'bg-deny-soft text-deny ring-deny/40',
  hide: 'bg-ink text-page ring-ink',
};

type ChoiceControlProps = {
  tool: string;
  standing: Standing;
  disabled: boolean;
  /** Whether Tab stops here: one row of the list is the stop, the arrows lead to the others. */
  isStop: boolean;
  onChoose: (choice: Choice) => void;
  onMove: (rows: number | 'first' | 'last') => void;
  onOpen: () => void;
  onUnname: () => void;
  onFocus: () => void;
};

/** Allow, Limit, Approve, Deny or Hide for one tool. What a pattern or the default says is shown without fill; a
 * tool that is closed by default has none of the five. */
export function ChoiceControl({ tool, standing, disabled, isStop, ...on }: ChoiceControlProps) {
  const { choice } = standing;
  const stop = choice === 'custom' || choice === 'closed' ? 'allow' : choice;
  return (
    <div
      role="radiogroup"
      aria-label={`Rule for ${tool}`}
      onKeyDown={(event) => act(event, choice === 'closed' ? null : stop, disabled, on)}
      onFocus={on.onFocus}
      className="grid h-8 grid-cols-5 @lg:w-74 rounded-control border bg-sunken p-0.5"
    >
      {choices.map((one) => (
        // biome-ignore lint/a11y/useSemanticElements: arrow keys lead to other tools here, which native radios do not allow.
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === choice}
          tabIndex={isStop && one === stop ? 0 : -1}
          data-stop={one === stop || undefined}
          disabled={disabled}
          onClick={() => on.onChoose(one)}
          className={classNames(
            'rounded-md px-1.5 text-xs disabled:cursor-not-allowed disabled:opacity-60',
            one === choice ? 'font-medium ring-1 ring-inset' : 'text-ink-soft hover:text-ink',
            one === choice && (standing.from === 'tool' ? chosen[one] : 'text-ink ring-line-strong/70'),
          )}
        >
          {choiceWords[one]}
        </button>
      ))}
    </div>
  );
}

const letters: Record<string, Choice> = { a: 'allow', l: 'limit', p: 'approve', d: 'deny', h: 'hide' };
const moves: Record<string, number | 'first' | 'last'> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: 'first',
  End: 'last',
};

type Actions = Pick<ChoiceControlProps, 'onChoose' | 'onMove' | 'onOpen' | 'onUnname'>;

/** `choice`: focus goes with what was chosen. */
type Todo = { run: () => void; choice?: Choice };

function act(event: KeyboardEvent, current: Choice | null, disabled: boolean, on: Actions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const todo = actionOf(event.key, current, disabled, on);
  if (!todo) return;
  event.preventDefault();
  todo.run();
  const radios = event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]');
  if (todo.choice) radios[choices.indexOf(todo.choice)]?.focus();
}

function actionOf(key: string, current: Choice | null, disabled: boolean, on: Actions): Todo | undefined {
  const move = moves[key];
  if (move !== undefined) return { run: () => on.onMove(move) };
  if (key === 'Enter') return { run: on.onOpen };
  if (disabled) return undefined;
  if (key === 'Backspace' || key === 'Delete') return { run: on.onUnname };
  const side = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const choice = side ? beside(current, side) : letters[key];
  return choice && { run: () => on.onChoose(choice), choice };
}

function beside(current: Choice | null, side: number): Choice | undefined {
  if (current === null) return choices.at(side > 0 ? 0 : -1);
  return choices[(choices.indexOf(current) + side + choices.length) % choices.length];
}
