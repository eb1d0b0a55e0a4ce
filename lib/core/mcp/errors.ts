import type { Id } from './message';

/** Error codes of JSON-RPC and MCP that the gateway sends. */
export const code = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  resourceNotFound: -32002,
  headerMismatch: -32020,
  unsupportedVersion: -32022,
} as const;

/** A JSON-RPC error as text; `id` null: the request's id is unknown. */
export function errorText(id: Id | null, errorCode: number, message: string, data?: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: errorCode, message, data } });
}

/** A JSON-RPC result as text. */
export function resultText(id: Id | null, result: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result });
}
