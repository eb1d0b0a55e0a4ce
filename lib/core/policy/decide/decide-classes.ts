import type { CompiledClass, CompiledPattern } from '@/lib/core/policy/compile/classes';
import { cutMarks, readingsOf } from '@/lib/core/policy/compile/uri-readings';
import { headOf, isOpenToDots } from '@/lib/core/policy/compile/uri-templates';
import { toolName } from '@/lib/core/policy/document/names';
import { comparable } from '@/lib/core/policy/document/text';
import { foldKey } from '@/lib/core/text/fold';

// What a policy says of resources and prompts. Pure, as `decide` is: the gateway, the builder and the command line ask
// these functions and no others.

export type ClassDecision =
  | { outcome: 'allow'; rule: ''; message: '' }
  | { outcome: 'deny'; rule: string; message: string };

/** A policy made ready to decide, as far as this file reads it; null: a grant without policy. */
type Classes = { resources: CompiledClass | null; prompts: CompiledClass | null } | null;

const allowed: ClassDecision = { outcome: 'allow', rule: '', message: '' };
const noPolicy = deny('(no policy)', 'This grant has no policy, so every request is refused.');
const unclearUri = deny('(unclear URI)', 'Programs may read this URI in different ways, so no pattern can judge it.');
const unclearName = deny('(unclear name)', 'No policy can name this prompt.');

/**
 * Whether a resource may be read. `deny` wins over `allow`, and `allow` over `default`. A pattern of `deny` also closes
 * what some server may read as a URI that it names (other case, percent-encoding, user name, port, fragment, query); a pattern of `allow`
 * opens only what it spells, and nothing by a fragment, query or parameter that its star stands for. Where patterns decide,
 * a URI that is unclear is refused. Never throws; linear in the length of the URI times the patterns.
 */
export function decideResource(policy: Classes, uri: string): ClassDecision {
  if (policy === null) return noPolicy;
  const rules = policy.resources;
  // An absent class allows every resource, however it is spelt
  if (rules === null) return allowed;
  const written = comparable(uri) ?? '';
  // Without patterns that could change it, the default decides
  if (!needsPatterns(rules)) return byDefault(rules, 'resource');
  const closing = rules.deny.find((one) => one.matches(written));
  if (closing) return closedBy(closing, 'resource');
  const readings = readingsOf(uri);
  if (readings === null) return unclearUri;
  const closingLoosely = rules.deny.find((one) => one.loose.matches(readings));
  if (closingLoosely) return closedBy(closingLoosely, 'resource');
  return isOpened(rules, written) ? allowed : byDefault(rules, 'resource');
}

/**
 * A server may cut a URI off where a fragment, a query or a parameter begins: what a star of a pattern stands for opens
 * nothing that is closed when cut off there. A pattern that names the mark itself means such a server.
 */
function isOpened({ allow }: CompiledClass, written: string): boolean {
  const opens = (uri: string) => allow.some((one) => one.matches(uri));
  const cuts = cutMarks.map((mark) => ({ mark, at: written.search(mark) })).filter(({ at }) => at >= 0);
  const closed = cuts.filter(({ at }) => !opens(written.slice(0, at)));
  return allow.some(
    (one) =>
      one.matches(written) &&
      closed.every(({ mark, at }) => one.matchesBefore.get(mark)?.(written.slice(0, at)) === true),
  );
}

/**
 * Whether a prompt may be had. Nothing pins the prompts of a server, so a pattern of `deny` also closes each name that
 * some server may take for one that it names: equal when folded (see `foldKey`), or before a NUL. A pattern of `allow`
 * opens what it spells, in NFC. Never throws; linear in the length of the name times the patterns.
 */
export function decidePrompt(policy: Classes, name: string): ClassDecision {
  if (policy === null) return noPolicy;
  const rules = policy.prompts;
  if (rules === null) return allowed;
  if (!needsPatterns(rules)) return byDefault(rules, 'prompt');
  const written = toolName(name);
  if (written === null) return unclearName;
  const closing = rules.deny.find((one) => one.matches(written));
  if (closing) return closedBy(closing, 'prompt');
  const read = [written, written.split('\0')[0] ?? ''].map(foldKey);
  if (rules.deny.length > 0 && read.includes(null)) return unclearName;
  const closingLoosely = rules.deny.find((one) => read.some((name) => name !== null && one.matchesFolded(name)));
  if (closingLoosely) return closedBy(closingLoosely, 'prompt');
  return rules.allow.some((one) => one.matches(written)) ? allowed : byDefault(rules, 'prompt');
}

/**
 * Whether completions of a URI template may be had: only where every URI that it can become is allowed, since they name
 * what is there. A template is judged by what precedes its first `{`.
 */
export function decideTemplate(policy: Classes, template: string): ClassDecision {
  const rules = policy?.resources;
  if (!rules || !needsPatterns(rules)) return decideResource(policy, template);
  const head = headOf(template);
  if (head === null || isOpenToDots(template)) return unclearUri;
  const closing = rules.deny.find((one) => one.loose.heads.some((own) => head.readings.some((it) => canMeet(own, it))));
  if (closing) return closedBy(closing, 'resource');
  if (rules.open || rules.allow.some((one) => coversAll(one, head.written))) return allowed;
  return byDefault(rules, 'resource');
}

/** Whether a list shows a URI template: where some URI that it can become may be allowed. */
export function isTemplateListed(policy: Classes, template: string): boolean {
  if (policy === null) return false;
  const rules = policy.resources;
  if (rules === null) return true;
  if (!needsPatterns(rules)) return rules.open;
  const head = headOf(template);
  if (head === null || rules.deny.some((one) => coversAll(one, head.written))) return false;
  return rules.open || rules.allow.some((one) => canMeet(one.head, head.written));
}

/** Whether a class lets nothing through whatever is asked for. */
export function isAllClosed(rules: CompiledClass | null): boolean {
  return rules !== null && !rules.open && rules.allow.length === 0;
}

function needsPatterns(rules: CompiledClass): boolean {
  return rules.deny.length > 0 || (!rules.open && rules.allow.length > 0);
}

/** Whether texts that begin with the one and with the other can be the same. */
function canMeet(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Whether a pattern matches whatever begins with this text. */
function coversAll({ isPrefix, head }: CompiledPattern, text: string): boolean {
  return isPrefix && text.startsWith(head);
}

function byDefault(rules: CompiledClass, what: string): ClassDecision {
  return rules.open ? allowed : deny(rules.pointer, `This policy does not allow this ${what}.`);
}

function closedBy({ pointer, text }: CompiledPattern, what: string): ClassDecision {
  return deny(pointer, `This policy closes every ${what} that ${JSON.stringify(text)} names.`);
}

function deny(rule: string, message: string): ClassDecision {
  return { outcome: 'deny', rule, message };
}
