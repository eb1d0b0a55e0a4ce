import { gzipSync } from 'node:zlib';

/** What the server behind the gateway offers, and a policy that denies one of them. */
export const tools = ['echo', 'delete_everything'];
export const policy = { version: '1', default: 'allow', tools: { delete_everything: { action: 'deny' } } };
/** A plain call of the denied tool. */
export const denied =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"delete_everything","arguments":{}}}';
const list = '{"jsonrpc":"2.0","id":2,"method":"tools/list"}';
const V = '2026-07-28';
const meta = `"_meta":{"io.modelcontextprotocol/protocolVersion":"${V}","io.modelcontextprotocol/clientCapabilities":{}}`;
const modernCall = (name: string, extra = '') =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":{}${extra},${meta}}}`;
const modernHeaders = { 'mcp-protocol-version': V, 'mcp-method': 'tools/call', 'mcp-name': 'delete_everything' };

export type Shape = {
  body: string | Buffer;
  headers?: Record<string, string | string[]>;
  path?: string;
  method?: string;
};

const base64 = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;

/** Ways to say "call delete_everything" that some reader of MCP accepts, found by trying them on official servers. */
export const shapes: Record<string, Shape> = {
  'plain call': { body: denied },
  'plain call, 2025-11-25 header': { body: denied, headers: { 'mcp-protocol-version': '2025-11-25' } },
  'plain call, 2025-03-26 header': { body: denied, headers: { 'mcp-protocol-version': '2025-03-26' } },
  'plain call, unknown version header': { body: denied, headers: { 'mcp-protocol-version': '2031-01-01' } },
  'batch of one': { body: `[${denied}]` },
  'batch after a list': { body: `[${list},${denied}]` },
  'batch, 2025-03-26 header': { body: `[${denied}]`, headers: { 'mcp-protocol-version': '2025-03-26' } },
  'batch, 2025-11-25 header': { body: `[${denied}]`, headers: { 'mcp-protocol-version': '2025-11-25' } },
  'nested batch': { body: `[[${denied}]]` },
  'modern batch': { body: `[${modernCall('delete_everything')}]`, headers: modernHeaders },
  'lying Mcp-Method': { body: denied, headers: { 'mcp-method': 'tools/list' } },
  'lying Mcp-Name': { body: denied, headers: { 'mcp-method': 'tools/call', 'mcp-name': 'echo' } },
  'duplicate method, denied last': { body: denied.replace('"method"', '"method":"tools/list","method"') },
  'duplicate method, denied first': { body: denied.replace('"params"', '"method":"tools/list","params"') },
  'duplicate name, denied last': { body: denied.replace('"name"', '"name":"echo","name"') },
  'duplicate name, denied first': { body: denied.replace('"arguments"', '"name":"echo","arguments"') },
  'duplicate params': { body: denied.replace('"params"', '"params":{"name":"echo"},"params"') },
  'duplicate escaped name': { body: denied.replace('"name"', '"name":"echo","n\\u0061me"') },
  'duplicate id': { body: denied.replace('"id":1', '"id":7,"id":1') },
  'lone Name': { body: denied.replace('"name"', '"Name"') },
  'Name beside name': { body: denied.replace('"name"', '"name":"echo","Name"') },
  'name with NUL behind it in its key': { body: denied.replace('"name"', '"name":"echo","name\\u0000"') },
  'Params beside params': { body: denied.replace('"params"', '"params":{"name":"echo"},"Params"') },
  'Method beside method': { body: denied.replace('"method"', '"method":"tools/list","Method"') },
  'full-width name key': { body: denied.replace('"name"', '"name":"echo","\uff4eame"') },
  'name key with a joiner': { body: denied.replace('"name"', '"name":"echo","na\u200dme"') },
  'name key with blanks': { body: denied.replace('"name"', '"name":"echo","name "') },
  'escaped key': { body: denied.replace('"name"', '"n\\u0061me"') },
  'escaped method key': { body: denied.replace('"method"', '"m\\u0065thod"') },
  'escaped name': { body: denied.replace('delete_everything', 'delete\\u005feverything') },
  'escaped slash': { body: denied.replace('tools/call', 'tools\\/call') },
  'byte order mark': { body: `\ufeff${denied}` },
  'leading blanks': { body: ` \r\n\t${denied}` },
  'trailing blanks': { body: `${denied}\n\n ` },
  'trailing garbage': { body: `${denied}x` },
  'two documents': { body: `${list}\n${denied}` },
  'own __proto__': { body: denied.replace('"id":1', '"id":1,"__proto__":{"x":1}') },
  '__proto__ as params': {
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","__proto__":{"params":{"name":"delete_everything"}}}',
  },
  'without an id': { body: denied.replace('"id":1,', '') },
  'null id': { body: denied.replace('"id":1', '"id":null') },
  'fractional id': { body: denied.replace('"id":1', '"id":1.5') },
  'object id': { body: denied.replace('"id":1', '"id":{}') },
  'huge id': { body: denied.replace('"id":1', '"id":9007199254740993') },
  'array params': { body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":["delete_everything"]}' },
  'name in an array': { body: denied.replace('"delete_everything"', '["delete_everything"]') },
  'request and response at once': { body: denied.replace('"id":1', '"id":1,"result":{}') },
  'response that carries a call': { body: denied.replace('"method"', '"result":{},"method"') },
  'no jsonrpc': { body: denied.replace('"jsonrpc":"2.0",', '') },
  'jsonrpc 1.0': { body: denied.replace('2.0', '1.0') },
  'upper-case method': { body: denied.replace('tools/call', 'TOOLS/CALL') },
  'method with a blank': { body: denied.replace('tools/call', 'tools/call ') },
  'name with a blank': { body: denied.replace('delete_everything', 'delete_everything ') },
  'name with NUL': { body: denied.replace('delete_everything', 'delete_everything\\u0000') },
  'upper-case name': { body: denied.replace('delete_everything', 'DELETE_EVERYTHING') },
  'full-width name': { body: denied.replace('delete', '\uff44elete') },
  'single quotes': { body: denied.replaceAll('"', "'") },
  'comment before': { body: `/* x */${denied}` },
  'text/plain': { body: denied, headers: { 'content-type': 'text/plain' } },
  'utf-16': { body: Buffer.from(denied, 'utf16le'), headers: { 'content-type': 'application/json; charset=utf-16' } },
  'utf-16 said to be JSON': { body: Buffer.from(denied, 'utf16le') },
  gzip: { body: gzipSync(denied), headers: { 'content-encoding': 'gzip' } },
  'method override': { body: list, headers: { 'x-http-method-override': 'PUT', 'x-original-method': 'tools/call' } },
  PUT: { body: denied, method: 'PUT' },
  'trailing slash': { body: denied, path: '/mcp/server/' },
  query: { body: denied, path: '/mcp/server?x=1' },
  'path parameter': { body: denied, path: '/mcp/server;a' },
  'encoded path': { body: denied, path: '/mcp/%73erver' },
  'path climbs': { body: denied, path: '/health/../mcp/server' },
  'modern call': { body: modernCall('delete_everything'), headers: modernHeaders },
  'modern call, base64 name': {
    body: modernCall('delete_everything'),
    headers: { ...modernHeaders, 'mcp-name': base64('delete_everything') },
  },
  'modern call named echo in the header': {
    body: modernCall('delete_everything'),
    headers: { ...modernHeaders, 'mcp-name': 'echo' },
  },
  'modern call with two names': {
    body: modernCall('delete_everything'),
    headers: { ...modernHeaders, 'mcp-name': ['echo', 'delete_everything'] },
  },
  'modern call without headers': { body: modernCall('delete_everything') },
  'modern header, legacy body': { body: denied, headers: modernHeaders },
  'modern body, legacy header': {
    body: modernCall('delete_everything'),
    headers: { 'mcp-protocol-version': '2025-11-25' },
  },
  'retry with answers': {
    body: modernCall('delete_everything', ',"inputResponses":{"who":{"action":"accept"}},"requestState":"abc"'),
    headers: modernHeaders,
  },
  'modern call as a task': { body: modernCall('delete_everything', ',"task":{"ttl":1000}'), headers: modernHeaders },
  'legacy call as a task': { body: denied.replace('"arguments"', '"task":{"ttl":1000},"arguments"') },
};
