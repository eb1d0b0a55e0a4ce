import type { Id } from './message';

/** Codes of JSON-RPC and MCP that a gateway answers with. */
export const code = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  resourceNotFound: -32002,
  headerMismatch: -32020,
  unsupportedVersion: -32022,
} as const;

/** The text of a JSON-RPC error; `id` null means that the request's could not be read. */
export function errorText(id: Id | null, errorCode: number, message: string, data?: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code: errorCode, message, data } });
}

/** The text of a JSON-RPC result. */
export function resultText(id: Id | null, result: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result });
}
