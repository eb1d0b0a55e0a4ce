import type { Era } from './eras';
import { type JsonProblem, readJson } from './json';
import { isRecord } from './message';
import { elementsOf, findValue, joinSpans, membersOf, replaceSpan, type Span } from './spans';

/** A list of tools as an agent may see it. `more`: the cursor of the next page, null on the last. */
export type ToolList = { text: string; kept: number; more: string | null };

/** Whether a parsed message carries a list of tools, whatever request it claims to answer. */
export function carriesTools(message: unknown): boolean {
  return isRecord(message) && isRecord(message.result) && Array.isArray(message.result.tools);
}

/** Whether a tool stays, asked with its definition as it stands in the message; a text takes the definition's place. */
export type KeepTool = (name: string, definition: string) => boolean | string;

/**
 * Leaves out of a message's `result.tools` what `keep` refuses; what is kept stays byte for byte as it was. In the modern
 * era the list becomes private and is not to be cached, since it is true for one grant and until its policy changes.
 */
export function filterTools(text: string, era: Era, keep: KeepTool): ToolList | JsonProblem {
  const json = readJson(text, true);
  if ('problem' in json) return json;
  const result = isRecord(json.value) ? json.value.result : undefined;
  const tools = findValue(text, ['result', 'tools']);
  if (!isRecord(result) || !Array.isArray(result.tools) || !tools)
    return { problem: 'the answer is not a list of tools' };
  const names: readonly unknown[] = result.tools.map(nameOf);
  let same = true;
  const kept = elementsOf(text, tools.start).flatMap(({ start, end }, at) => {
    const name = names[at];
    const definition = text.slice(start, end);
    const fate = typeof name === 'string' && keep(name, definition);
    if (fate !== true) same = false;
    if (fate === false) return [];
    return [fate === true ? definition : fate];
  });
  const filtered = same ? text : replaceSpan(text, tools, `[${kept.join(',')}]`);
  return {
    text: era === 'modern' ? withoutCaching(filtered) : filtered,
    kept: kept.length,
    more: typeof result.nextCursor === 'string' ? result.nextCursor : null,
  };
}

function nameOf(tool: unknown): unknown {
  return isRecord(tool) ? tool.name : undefined;
}

function withoutCaching(text: string): string {
  return setMember(setMember(text, 'cacheScope', '"private"'), 'ttlMs', '0');
}

function setMember(text: string, key: string, value: string): string {
  const present = findValue(text, ['result', key]);
  if (present) return replaceSpan(text, present, value);
  const result = findValue(text, ['result']);
  if (!result) return text;
  const first: Span = { start: result.start, end: result.start + 1 };
  const comma = membersOf(text, result.start).length > 0 ? ',' : '';
  return replaceSpan(text, first, `{"${key}":${value}${comma}`);
}

/**
 * Leaves out of a server's announced capabilities what is never let through: tasks of both eras. A client that believed
 * them would send requests that are refused.
 */
export function pruneCapabilities(text: string): string {
  const pruned = removeMember(text, ['result', 'capabilities'], 'tasks');
  return removeMember(pruned, ['result', 'capabilities', 'extensions'], 'io.modelcontextprotocol/tasks');
}

function removeMember(text: string, path: readonly string[], key: string): string {
  const object = findValue(text, path);
  if (!object || text[object.start] !== '{') return text;
  const members = membersOf(text, object.start);
  const kept = members.filter((member) => member.key !== key);
  return kept.length === members.length ? text : replaceSpan(text, object, joinSpans(text, kept, '{}'));
}
