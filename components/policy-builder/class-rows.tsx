'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Field, Textarea } from '@/components/ui/field';
import { describeClass } from '@/lib/core/policy/document/describe';
import { type ClassName, type ClassRules, classes, type Policy } from '@/lib/core/policy/document/schema';
import { classOf } from './class-choices';
import { OpenSwitch } from './open-switch';
import { fieldOf, labelOf, type PatternList, readField, type TypedPatterns, titleOf, typeInto } from './typed-patterns';

type ClassRowsProps = {
  policy: Policy;
  disabled: boolean;
  onChange: (name: ClassName, rules: ClassRules) => void;
  typed: TypedPatterns;
  onTyped: (typed: TypedPatterns) => void;
};

/** What a policy says of resources and prompts, two rows above the tools. */
export function ClassRows({ policy, disabled, typed, onChange, onTyped }: ClassRowsProps) {
  return (
    <ul aria-label="Resources and prompts" className="border-b bg-sunken/40">
      {classes.map((name) => (
        <ClassRow
          key={name}
          name={name}
          rules={classOf(policy, name)}
          disabled={disabled}
          onChange={(rules) => onChange(name, rules)}
          typed={typed}
          onTyped={onTyped}
        />
      ))}
    </ul>
  );
}

type ClassRowProps = {
  name: ClassName;
  rules: ClassRules;
  disabled: boolean;
  onChange: (rules: ClassRules) => void;
  typed: TypedPatterns;
  onTyped: (typed: TypedPatterns) => void;
};

function ClassRow({ name, rules, disabled, ...on }: ClassRowProps) {
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const said = sayClass(rules);
  return (
    <li className="border-b border-dashed last:border-b-0">
      <div className="flex items-center justify-between gap-3 px-3 py-2 @lg:px-4">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={details}
          onClick={() => setOpen(!isOpen)}
          className="group flex min-w-0 items-start gap-2 rounded-md text-left"
        >
          <ChevronRight
            aria-hidden
            className={classNames('mt-0.5 size-4 shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90')}
          />
          <span className="min-w-0">
            <span className="block text-sm group-hover:underline">{titleOf(name)}</span>
            <span title={said} className="line-clamp-2 text-ink-soft text-xs [overflow-wrap:anywhere]">
              {said}
            </span>
          </span>
        </button>
        <OpenSwitch
          label={`${titleOf(name)} that this policy does not name`}
          value={rules.default}
          disabled={disabled}
          onChange={(value) => on.onChange({ ...rules, default: value })}
        />
      </div>
      <div id={details} hidden={!isOpen}>
        <div className="grid items-start gap-3 px-3 pb-3 @lg:grid-cols-2 @lg:px-4 @lg:pl-10">
          <Patterns name={name} list="allow" rules={rules} disabled={disabled} {...on} />
          <Patterns name={name} list="deny" rules={rules} disabled={disabled} {...on} />
        </div>
      </div>
    </li>
  );
}

type PatternsProps = ClassRowProps & { list: PatternList };

function sayClass(rules: ClassRules): string {
  const said = describeClass(rules);
  if (said === 'all') return 'All allowed';
  return said === 'none' ? 'Closed: not listed' : `${said[0]?.toUpperCase()}${said.slice(1)}`;
}

const hints = {
  resources: 'One URI per line. * matches anything.',
  prompts: 'One name per line. * matches anything.',
} as const;

function Patterns({ name, list, rules, disabled, typed, onChange, onTyped }: PatternsProps) {
  const field = fieldOf(name, list);
  const { text, problem } = readField(name, list, rules, typed.get(field));
  function type(next: string) {
    const entered = typeInto(name, list, rules, next);
    onTyped(new Map(typed).set(field, entered.typed));
    if (entered.changed) onChange(entered.changed);
  }
  return (
    <Field
      label={labelOf(list)}
      hint={hints[name]}
      errors={problem ? [`${problem} policy.json is unchanged until you fix it.`] : undefined}
    >
      {(control) => (
        <Textarea
          {...control}
          className="min-h-20! font-mono sm:text-[0.8125rem]!"
          spellCheck={false}
          autoCapitalize="none"
          disabled={disabled}
          value={text}
          onChange={({ target }) => type(target.value)}
        />
      )}
    </Field>
  );
}
