import { isRecord, type Params } from './message';

/** modern: revision 2026-07-28, stateless requests. legacy: the revisions with `initialize` and sessions. */
export type Era = 'modern' | 'legacy';

export const MODERN_VERSIONS = ['2026-07-28'] as const;
/**
 * 2024-11-05 is relayed over Streamable HTTP, because some servers and clients speak it there. HTTP+SSE is not
 * supported.
 */
export const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;
export const RELAYED_VERSIONS: readonly string[] = [...MODERN_VERSIONS, ...LEGACY_VERSIONS];

export const PROTOCOL_VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
export const CLIENT_CAPABILITIES_KEY = 'io.modelcontextprotocol/clientCapabilities';

/** Revisions are dates, so string order is time order. */
function isModernVersion(version: string): boolean {
  return version >= MODERN_VERSIONS[0];
}

/** The `_meta` object of params; {}: none. */
export function metaOf(params: Params): Params {
  return isRecord(params._meta) ? params._meta : {};
}

/**
 * The era of a message. An envelope in `_meta` or a modern version header: modern. `initialize` without an envelope, or
 * no claim: legacy.
 */
export function eraOf(params: Params, versionHeader: string | undefined): Era {
  if (PROTOCOL_VERSION_KEY in metaOf(params)) return 'modern';
  return versionHeader !== undefined && isModernVersion(versionHeader) ? 'modern' : 'legacy';
}
