'use client';

import { type ReactNode, useId, useState } from 'react';
import { Input, Select } from '@/components/ui/field';
import { type Limit, scopes, windowNames } from '@/lib/core/policy/document/schema';

const SECONDS_MAX = 2_678_400;

const scopeWords = {
  grant: 'for each grant',
  session: 'for each session',
  server: 'for everyone on this server',
  organisation: 'for the whole organisation',
} as const;

type LimitFieldsProps = { limit: Limit; disabled: boolean; onChange: (limit: Limit) => void };

/** Max, window and scope of a tool's one limit. */
export function LimitFields({ limit, disabled, onChange }: LimitFieldsProps) {
  const inSeconds = typeof limit.window === 'number';
  return (
    <fieldset disabled={disabled} className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <legend className="sr-only">Limit</legend>
      <Labelled label="Calls">
        {(id) => (
          <NumberInput
            id={id}
            min={0}
            max={1_000_000_000}
            value={limit.max}
            onValue={(max) => onChange({ ...limit, max })}
          />
        )}
      </Labelled>
      <Labelled label="in any">
        {(id) => (
          <Select
            id={id}
            className="h-9! w-auto!"
            value={inSeconds ? 'seconds' : limit.window}
            onChange={({ target }) => onChange({ ...limit, window: windowOf(target.value) })}
          >
            {windowNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
            <option value="seconds">seconds …</option>
          </Select>
        )}
      </Labelled>
      {typeof limit.window === 'number' && (
        <Labelled label="Seconds">
          {(id) => (
            <NumberInput
              id={id}
              min={1}
              max={SECONDS_MAX}
              value={Number(limit.window)}
              onValue={(window) => onChange({ ...limit, window })}
            />
          )}
        </Labelled>
      )}
      <Labelled label="counted">
        {(id) => (
          <Select
            id={id}
            className="h-9! w-auto!"
            value={limit.scope ?? 'grant'}
            onChange={({ target }) =>
              onChange({ ...limit, scope: scopes.find((scope) => scope === target.value) ?? 'grant' })
            }
          >
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {scopeWords[scope]}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
    </fieldset>
  );
}

function windowOf(value: string): Limit['window'] {
  return windowNames.find((name) => name === value) ?? 300;
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <span className="grid gap-1">
      <label htmlFor={id} className="text-ink-faint text-xs">
        {label}
      </label>
      {children(id)}
    </span>
  );
}

type NumberInputProps = { id: string; min: number; max: number; value: number; onValue: (value: number) => void };

/** Passes on whole numbers within the bounds only; what is half typed stays here until the field is left. */
function NumberInput({ id, min, max, value, onValue }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  function take(text: string) {
    setTyped(text);
    const number = Number(text);
    if (text !== '' && Number.isInteger(number) && number >= min && number <= max) onValue(number);
  }
  return (
    <Input
      id={id}
      type="number"
      inputMode="numeric"
      step={1}
      min={min}
      max={max}
      className="h-9! w-24!"
      value={typed ?? value}
      onChange={({ target }) => take(target.value)}
      onBlur={() => setTyped(null)}
    />
  );
}

type ReasonFieldProps = { reason: string; disabled: boolean; onChange: (reason: string) => void };

/** What the agent reads when this tool refuses or holds a call. */
export function ReasonField({ reason, disabled, onChange }: ReasonFieldProps) {
  const id = useId();
  return (
    <span className="grid max-w-lg flex-1 gap-1">
      <label htmlFor={id} className="text-ink-faint text-xs">
        What the agent is told
      </label>
      <Input
        id={id}
        maxLength={1_000}
        disabled={disabled}
        className="h-9!"
        placeholder="Optional. For example: ask the platform team."
        value={reason}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}
