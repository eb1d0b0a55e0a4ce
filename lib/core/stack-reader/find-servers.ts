export type ServerEntry = {
  /** The configuration's own name; stays in the browser. */
  name: string;
  entry: Readonly<Record<string, unknown>>;
};

/** Servers that are read from one configuration. */
export const serversMax = 100;

/** The servers of a configuration in the formats of known clients; null: no such place. */
export function findServers(document: unknown): ServerEntry[] | null {
  if (!isRecord(document)) return null;
  const places = [
    ...listsIn(document),
    ...Object.values(recordAt(document, 'projects') ?? {}).flatMap((project) =>
      isRecord(project) ? listsIn(project) : [],
    ),
  ];
  const found = places.length > 0 ? places : bare(document);
  return found ? found.flatMap(entriesOf).slice(0, serversMax) : null;
}

function listsIn(document: Readonly<Record<string, unknown>>): unknown[] {
  const mcp = recordAt(document, 'mcp');
  const experimental = recordAt(document, 'experimental');
  const places = [
    document.mcpServers,
    document.servers,
    document.context_servers,
    document['mcp.servers'],
    document.modelContextProtocolServers,
    experimental?.modelContextProtocolServers,
    mcp && (mcp.servers ?? mcp.mcpServers ?? (Object.values(mcp).some(isServer) ? mcp : undefined)),
  ];
  return places.filter((place) => isRecord(place) || Array.isArray(place));
}

/** A bare list of servers, or a single one. */
function bare(document: Readonly<Record<string, unknown>>): unknown[] | null {
  if (isServer(document)) return [[document]];
  return Object.values(document).some(isServer) ? [document] : null;
}

function entriesOf(place: unknown): ServerEntry[] {
  const pairs: [string, unknown][] = Array.isArray(place)
    ? place.map((entry, index) => [nameOf(entry) ?? `Server ${index + 1}`, entry])
    : Object.entries(isRecord(place) ? place : {});
  return pairs.flatMap(([name, entry]) => (isRecord(entry) ? [{ name, entry: flattened(entry) }] : []));
}

/** Continue nests command and URL one level deeper. */
function flattened(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const transport = recordAt(entry, 'transport');
  return transport && isServer(transport) ? { ...entry, ...transport } : entry;
}

function nameOf(entry: unknown): string | undefined {
  return isRecord(entry) && typeof entry.name === 'string' && entry.name !== '' ? entry.name : undefined;
}

function isServer(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return ['command', 'url', 'serverUrl', 'httpUrl', 'transport'].some((key) => Object.hasOwn(value, key));
}

function recordAt(record: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> | undefined {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
