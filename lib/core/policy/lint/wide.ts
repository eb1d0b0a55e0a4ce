import { readFolder } from '@/lib/core/policy/compile/folder';
import type { Condition, DenyRule, Policy } from '@/lib/core/policy/document/schema';
import { type Finding, pointerIn, type Section, sectionsOf } from './finding';

/** Rules of `require` that are there and refuse little or nothing: what was meant to close something leaves it open. */
export function lintWide(policy: Policy): Finding[] {
  return sectionsOf(policy).flatMap((section) =>
    (section.rules.require ?? []).flatMap((rule, at) => [
      ...emptyRule(section, rule, at),
      ...wideIn(section, rule, at),
    ]),
  );
}

function emptyRule(section: Section, { conditions }: DenyRule, at: number): Finding[] {
  if (conditions.length > 0) return [];
  return [
    {
      level: 'warning',
      code: 'always-holds',
      pointer: pointerIn(section, 'require', at, 'conditions'),
      message: 'A rule of require without conditions always holds, so it refuses nothing.',
    },
  ];
}

function wideIn(section: Section, { conditions }: DenyRule, rule: number): Finding[] {
  return conditions.flatMap((condition, at) =>
    wideValues(condition).map(({ key, message }) => ({
      level: 'warning' as const,
      code: 'too-wide',
      pointer: pointerIn(section, 'require', rule, 'conditions', at, 'value', ...key),
      message,
    })),
  );
}

type Wide = { key: number[]; message: string };

function wideValues(condition: Condition): Wide[] {
  if (condition.op !== 'path_within' && condition.op !== 'host_in') return [];
  const { op, path, value } = condition;
  const wideness = op === 'path_within' ? wideFolder : wideHost;
  return [value].flat().flatMap((one, at) => {
    const message = wideness(one, path);
    return message === null ? [] : [{ key: Array.isArray(value) ? [at] : [], message }];
  });
}

function wideFolder(folder: string, path: string): string | null {
  const read = readFolder(folder);
  if (!read || read.segments.length > 0) return null;
  const kind = read.absolute ? 'absolute' : 'relative';
  return `Every ${kind} path lies within ${JSON.stringify(folder)}, so this only asks that ${path} is one. Name the folder that is meant.`;
}

/** Endings below which nobody can register a name (RFC 6761, RFC 8375 and common use within networks). */
const privateEndings = new Set(['corp', 'home', 'internal', 'intranet', 'lan', 'local', 'localhost', 'test']);

function wideHost(host: string): string | null {
  const ending = /^\*\.([^.]+)$/.exec(host)?.[1];
  if (ending === undefined || privateEndings.has(ending)) return null;
  return `${host} stands for every host whose name ends in .${ending}, whoever owns it. Name the domain: *.example.${ending}.`;
}
