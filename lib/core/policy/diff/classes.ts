import { describeClass } from '@/lib/core/policy/document/describe';
import { type ClassName, type ClassRules, classes, type Policy } from '@/lib/core/policy/document/schema';
import type { Sentence } from './diff';

const absent: ClassRules = { default: 'allow' };

const words = {
  resources: { any: 'Resources', open: 'can be read' },
  prompts: { any: 'Prompts', open: 'can be used' },
} as const;

/** What changed for resources and prompts. Patterns that decide nothing, such as `allow` under `default: allow`, are not told. */
export function compareClasses(before: Policy, after: Policy): Sentence[] {
  return classes.flatMap((name) => compareClass(name, before[name] ?? absent, after[name] ?? absent));
}

function compareClass(name: ClassName, before: ClassRules, after: ClassRules): Sentence[] {
  const { any, open } = words[name];
  const denied = compareLists(before.deny, after.deny, {
    added: (pattern) => ({ kind: 'narrower', text: `${any} named ${JSON.stringify(pattern)} are now closed.` }),
    removed: (pattern) => ({
      kind: 'wider',
      text: `${any} named ${JSON.stringify(pattern)} are no longer closed by name.`,
    }),
  });
  if (before.default !== after.default) return [defaultChange(name, after), ...denied];
  if (after.default === 'allow') return denied;
  const allowed = compareLists(before.allow, after.allow, {
    added: (pattern) => ({
      kind: 'wider',
      text: `${any} named ${JSON.stringify(pattern)} ${open.replace('can', 'can now')}.`,
    }),
    removed: (pattern) => ({
      kind: 'narrower',
      text: `${any} named ${JSON.stringify(pattern)} ${open.replace('can', 'can no longer')}.`,
    }),
  });
  return [...allowed, ...denied];
}

function defaultChange(name: ClassName, after: ClassRules): Sentence {
  const { any, open } = words[name];
  if (after.default === 'allow') {
    const which = describeClass(after).replace(/^all/, `All ${any.toLowerCase()}`);
    return { kind: 'wider', text: `${which} ${open.replace('can', 'can now')}.` };
  }
  const rest = after.allow?.length ? `: ${describeClass({ ...after, deny: [] })} ${open}` : '';
  return { kind: 'narrower', text: `${any} are now closed${rest}.` };
}

type Wording = Record<'added' | 'removed', (pattern: string) => Sentence>;

function compareLists(before: readonly string[] = [], after: readonly string[] = [], wording: Wording): Sentence[] {
  const [old, fresh] = [new Set(before), new Set(after)];
  return [
    ...[...fresh].filter((one) => !old.has(one)).map(wording.added),
    ...[...old].filter((one) => !fresh.has(one)).map(wording.removed),
  ];
}
