import { createScanner, type ParseError, parse } from 'jsonc-parser';
import { jsonMistakes } from '@/lib/core/policy/document/read-mistakes';
import { findServers, serversMax } from './find-servers';
import { addressOf, identify } from './identify';
import type { Identity } from './identity';

/** Characters of a configuration; real ones have some thousand. */
export const configLengthMax = 256 * 1024;
/** The parser recurses; known configurations nest at most ten levels. */
const depthMax = 64;

export type ConfiguredServer = {
  name: string;
  /** What may leave the browser; null: nothing. */
  identity: Identity | null;
  /** Why nothing leaves, in a sentence. */
  why: string;
  /** Path of a remote server's URL; stays in the browser, where it distinguishes servers of one host. */
  path: string | null;
};

export type ReadConfig =
  | { ok: true; servers: ConfiguredServer[] /** What was odd about the text, in a sentence. */; note: string }
  | { ok: false; problem: string };

/** The servers in a client's configuration. Tolerates comments, commas and missing ends; never throws. */
export function readConfig(text: string): ReadConfig {
  if (text.trim() === '') return { ok: false, problem: '' };
  if (text.length > configLengthMax)
    return { ok: false, problem: 'The text is longer than 256 KB. Paste the part that lists the servers.' };
  if (nestsTooDeep(text))
    return { ok: false, problem: 'The text is nested too deeply to be a client’s configuration.' };
  const { document, mistake } = parseTolerantly(text);
  const entries = findServers(document);
  if (!entries) return { ok: false, problem: whyNone(text, mistake) };
  if (entries.length === 0) {
    return { ok: false, problem: mistake || 'The list of servers in this configuration is empty.' };
  }
  const servers = entries.map(({ name, entry }) => configured(name, entry));
  return { ok: true, servers, note: noteOf(mistake, servers.length) };
}

function configured(name: string, entry: Readonly<Record<string, unknown>>): ConfiguredServer {
  if (entry.disabled === true || entry.enabled === false) {
    return { name, identity: null, why: 'It is switched off in this configuration.', path: null };
  }
  const found = identify(entry);
  if ('withheld' in found) return { name, identity: null, why: found.withheld, path: null };
  const address = addressOf(entry);
  const path = address && URL.canParse(address) ? new URL(address).pathname : null;
  return { name, identity: found, why: '', path };
}

/**
 * Also reads a fragment: `"mcpServers": { … }` without outer braces. `mistake`: the first error with line and column,
 * without a word of the text, which may be a secret; '' without one.
 */
function parseTolerantly(text: string): { document: unknown; mistake: string } {
  const errors: ParseError[] = [];
  const isFragment = /^\s*"(?:[^"\\]|\\.)*"\s*:/.test(text);
  const whole = isFragment ? `{${text}}` : text;
  const document: unknown = parse(whole, errors, { allowTrailingComma: true });
  const [first] = errors.length > 0 ? jsonMistakes(whole, errors.slice(0, 1)) : [];
  if (!first) return { document, mistake: '' };
  const at = isFragment ? Math.max(0, first.offset - 1) : first.offset;
  return { document, mistake: `${placeOf(text, at)}: ${first.bare ?? first.message}` };
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `Line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function whyNone(text: string, mistake: string): string {
  if (/^\s*\[+"?mcp_servers\b/m.test(text)) {
    return 'This is TOML, as Codex writes it. Only JSON is read here, with or without comments.';
  }
  if (/^\s*mcpServers:\s*$/m.test(text)) return 'This is YAML. Only JSON is read here, with or without comments.';
  if (!mistake) return 'No list of servers was found. It is an object named mcpServers, servers or context_servers.';
  const none = 'This is not JSON, and no list of servers could be made out in it.';
  return text.includes('{') ? `${none} ${mistake}` : none;
}

function noteOf(mistake: string, amount: number): string {
  if (amount === serversMax) return `Only the first ${serversMax} servers were read.`;
  return mistake && `${mistake} What could be read is shown.`;
}

// Token kinds of jsonc-parser's scanner; isolatedModules cannot import its const enum.
const opening: ReadonlySet<number> = new Set([1, 3]);
const closing: ReadonlySet<number> = new Set([2, 4]);
const END = 17;

function nestsTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (opening.has(token)) depth += 1;
    else if (closing.has(token)) depth -= 1;
    if (depth > depthMax) return true;
  }
  return false;
}
