import { isRecord, type Params } from './message';

/** modern: revision 2026-07-28, every request stands alone. legacy: the revisions with `initialize` and sessions. */
export type Era = 'modern' | 'legacy';

export const MODERN_VERSIONS = ['2026-07-28'] as const;
/** 2024-11-05 is relayed over Streamable HTTP, under whose name some servers and clients speak it; HTTP+SSE is not. */
export const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;
export const RELAYED_VERSIONS: readonly string[] = [...MODERN_VERSIONS, ...LEGACY_VERSIONS];

export const PROTOCOL_VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
export const CLIENT_CAPABILITIES_KEY = 'io.modelcontextprotocol/clientCapabilities';

/** Revisions are dates, so text order is time order. */
function isModernVersion(version: string): boolean {
  return version >= MODERN_VERSIONS[0];
}

/** The `_meta` object of params, empty where there is none. */
export function metaOf(params: Params): Params {
  return isRecord(params._meta) ? params._meta : {};
}

/**
 * The era a message was sent in: an envelope in `_meta` or a modern version header makes it modern; `initialize` without
 * an envelope and everything without a claim is legacy.
 */
export function eraOf(params: Params, versionHeader: string | undefined): Era {
  if (PROTOCOL_VERSION_KEY in metaOf(params)) return 'modern';
  return versionHeader !== undefined && isModernVersion(versionHeader) ? 'modern' : 'legacy';
}
