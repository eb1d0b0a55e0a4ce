'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Field, Textarea } from '@/components/ui/field';
import { describeClass } from '@/lib/core/policy/document/describe';
import { type ClassName, type ClassRules, classes, type Policy } from '@/lib/core/policy/document/schema';
import { classOf, patternsIn, problemOf, withPatterns } from './class-choices';
import { OpenSwitch } from './open-switch';
import type { Draft } from './use-draft';

type ClassRowsProps = {
  policy: Policy;
  disabled: boolean;
  onChange: (name: ClassName, rules: ClassRules) => void;
  onUnfinished: Draft['noteUnfinished'];
};

/** What a policy says of resources and prompts, two rows above the tools. */
export function ClassRows({ policy, disabled, onChange, onUnfinished }: ClassRowsProps) {
  return (
    <ul aria-label="Resources and prompts" className="border-b bg-sunken/40">
      {classes.map((name) => (
        <ClassRow
          key={name}
          name={name}
          rules={classOf(policy, name)}
          disabled={disabled}
          onChange={(rules) => onChange(name, rules)}
          onUnfinished={onUnfinished}
        />
      ))}
    </ul>
  );
}

const titles = { resources: 'Resources', prompts: 'Prompts' } as const;

type ClassRowProps = {
  name: ClassName;
  rules: ClassRules;
  disabled: boolean;
  onChange: (rules: ClassRules) => void;
  onUnfinished: Draft['noteUnfinished'];
};

function ClassRow({ name, rules, disabled, ...on }: ClassRowProps) {
  const [isOpen, setOpen] = useState(false);
  const details = useId();
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
            <span className="block text-sm group-hover:underline">{titles[name]}</span>
            <span className="block text-ink-soft text-xs [overflow-wrap:anywhere]">{sayClass(rules)}</span>
          </span>
        </button>
        <OpenSwitch
          label={`${titles[name]} that this policy does not name`}
          value={rules.default}
          disabled={disabled}
          onChange={(value) => on.onChange({ ...rules, default: value })}
        />
      </div>
      {/* Kept while it is closed: what was typed and is not valid yet would be lost. */}
      <div id={details} hidden={!isOpen}>
        <div className="grid items-start gap-3 px-3 pb-3 @lg:grid-cols-2 @lg:px-4 @lg:pl-10">
          <Patterns name={name} list="allow" rules={rules} disabled={disabled} {...on} />
          <Patterns name={name} list="deny" rules={rules} disabled={disabled} {...on} />
        </div>
      </div>
    </li>
  );
}

type PatternsProps = ClassRowProps & { list: 'allow' | 'deny' };

function sayClass(rules: ClassRules): string {
  const said = describeClass(rules);
  if (said === 'all') return 'All allowed';
  return said === 'none' ? 'Closed: not listed' : `${said[0]?.toUpperCase()}${said.slice(1)}`;
}

const labels = { allow: 'Allow', deny: 'Deny, even if allowed' } as const;

const hints = {
  resources: 'One URI per line. * matches anything.',
  prompts: 'One name per line. * matches anything.',
} as const;

/** What was typed last, and the patterns that the policy had then: another edit of the policy ends it. */
type Typed = { text: string; about: string };

function Patterns({ name, list, rules, disabled, onChange, onUnfinished }: PatternsProps) {
  const [typed, setTyped] = useState<Typed | null>(null);
  const patterns = rules[list] ?? [];
  const about = JSON.stringify(patterns);
  const text = typed?.about === about ? typed.text : patterns.join('\n');
  const problem = problemOf(name, withPatterns(rules, list, patternsIn(text)), text);
  const field = `${titles[name]}: ${labels[list]}`;
  const isUnfinished = problem !== null;
  useEffect(() => onUnfinished(field, isUnfinished), [onUnfinished, field, isUnfinished]);
  function type(next: string) {
    const changed = withPatterns(rules, list, patternsIn(next));
    const isValid = problemOf(name, changed) === null;
    setTyped({ text: next, about: isValid ? JSON.stringify(changed[list] ?? []) : about });
    if (isValid) onChange(changed);
  }
  return (
    <Field
      label={labels[list]}
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
