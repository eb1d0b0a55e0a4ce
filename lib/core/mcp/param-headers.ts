import { decodeHeader, type HeaderMismatch } from './headers';
import { readJson } from './json';
import { isRecord, type Params } from './message';

/** A header that repeats an argument: its lower-case name, and the path of keys to the value. */
export type ParamHeader = { name: string; path: readonly string[] };

/** `value`: from the request; null: absent. */
export type SentParamHeader = ParamHeader & { value: string | null };

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const REPEATED_TYPES: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean']);
/** A request cannot have more headers; a definition with more annotations gets none. */
const HEADERS_MAX = 100;
/** Decimal digits that a double holds; `42.0` is 42. No plus sign and no exponent: readers differ on them. */
const INTEGER = /^-?(?:0|[1-9]\d{0,15})(?:\.0{1,16})?$/;
/** Characters of a path in a refusal. */
const PATH_MAX = 200;

/**
 * The `Mcp-Param-*` headers that the `x-mcp-header` annotations of a tool's definition ask for, on strings, integers
 * and booleans that are reached through `properties`. Invalid annotations and names that two properties claim are left
 * out. `definition`: the tool's text. Linear; never throws.
 */
export function paramHeadersIn(definition: string): ParamHeader[] {
  const json = readJson(definition, true);
  const tool = 'problem' in json ? null : json.value;
  const found: ParamHeader[] = [];
  collect(isRecord(tool) ? tool.inputSchema : null, [], found);
  if (found.length > HEADERS_MAX) return [];
  return found.filter(({ name }, at) => !found.some((other, index) => index !== at && other.name === name));
}

function collect(schema: unknown, path: readonly string[], found: ParamHeader[]): void {
  if (!isRecord(schema) || !isRecord(schema.properties)) return;
  for (const [key, property] of Object.entries(schema.properties)) {
    if (!isRecord(property)) continue;
    const name = property['x-mcp-header'];
    const inner = [...path, key];
    const isKnown = typeof name === 'string' && TOKEN.test(name) && REPEATED_TYPES.has(property.type);
    if (isKnown) found.push({ name: `mcp-param-${name.toLowerCase()}`, path: inner });
    collect(property, inner, found);
  }
}

/**
 * The first header that disagrees with the arguments, or null. A string, boolean or integer must be repeated; if it is
 * absent, null or anything else, the header must be absent. Linear in the compared values.
 */
export function paramMismatch(headers: readonly SentParamHeader[], args: Params): HeaderMismatch | null {
  for (const { name, path, value } of headers) {
    const argument = valueAt(args, path);
    const where = `params.arguments.${path.join('.')}`.slice(0, PATH_MAX);
    if (value === null) {
      if (isRepeated(argument))
        return { header: '(missing)', body: `${where} is there but the header ${name} is absent` };
    } else if (!isRepeated(argument) || !says(value, argument)) {
      return { header: name, body: `the header ${name} does not say what ${where} says` };
    }
  }
  return null;
}

function valueAt(args: Params, path: readonly string[]): unknown {
  let value: unknown = args;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function isRepeated(argument: unknown): argument is string | boolean | number {
  return typeof argument === 'string' || typeof argument === 'boolean' || Number.isSafeInteger(argument);
}

function says(header: string, argument: string | boolean | number): boolean {
  const text = decodeHeader(header);
  if (text === null) return false;
  return typeof argument === 'number' ? INTEGER.test(text) && Number(text) === argument : text === String(argument);
}
