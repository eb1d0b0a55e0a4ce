import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, canonicalText } from './canonical';
import { eraOf } from './eras';
import { decodeHeader, headerMismatch } from './headers';
import { type Request, readMessage } from './message';
import { wrongParam } from './params';

const read = (text: string) => readMessage(new TextEncoder().encode(text));

test('a request, a notification and a response are told apart', () => {
  expect(read('{"jsonrpc":"2.0","id":"a","method":"ping"}')).toEqual({
    kind: 'request',
    id: 'a',
    method: 'ping',
    params: {},
  });
  expect(read('{"jsonrpc":"2.0","method":"x","params":{"a":1}}')).toEqual({
    kind: 'notification',
    method: 'x',
    params: { a: 1 },
  });
  expect(read('{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}}')).toEqual({ kind: 'response', id: 1 });
});

test('an unreadable message keeps its id if it has one, so that the client does not wait', () => {
  expect(read('{"jsonrpc":"2.0","id":7,"method":"x","params":[]}')).toMatchObject({
    kind: 'unreadable',
    code: -32600,
    id: 7,
  });
  expect(read('{"jsonrpc"')).toMatchObject({ kind: 'unreadable', code: -32700, id: null });
});

test('null for an optional member counts as absent, and as an id it is refused', () => {
  const request = (members: string) => read(`{"jsonrpc":"2.0",${members},"method":"tools/call"}`);
  expect(request('"id":1,"params":null')).toMatchObject({ kind: 'request', params: {} });
  const call = request('"id":1,"params":{"name":"a","arguments":null,"_meta":null,"task":null}');
  expect(call).toEqual({ kind: 'request', id: 1, method: 'tools/call', params: { name: 'a' } });
  expect(wrongParam(call as Request)).toBeNull();
  expect(wrongParam(request('"id":1,"params":{"name":null}') as Request)).toBe('params.name must be a string');
  expect(request('"id":null')).toMatchObject({ kind: 'unreadable', code: -32600 });
});

test('null beside the other member of a response counts as absent', () => {
  const response = (members: string) => read(`{"jsonrpc":"2.0","id":1,${members}}`);
  for (const members of ['"result":{},"error":null', '"result":null,"error":{"code":1,"message":""}', '"result":null'])
    expect(response(members)).toEqual({ kind: 'response', id: 1 });
  for (const members of ['"result":{},"error":{}', '"result":null,"error":null', '"x":1'])
    expect(response(members)).toMatchObject({ kind: 'unreadable' });
});

describe('a number that a double cannot hold', () => {
  test.each(['9223372036854775807', '-9223372036854775808', '0.10000000000000000001', '1e400'])(
    '%s is read in the arguments of a call, where only the server knows its type',
    (number) => {
      const text = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":[${number}]}}}`;
      expect(read(text)).toMatchObject({ kind: 'request', inexact: true });
    },
  );
  test.each([
    ['an id', '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}'],
    ['_meta', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","_meta":{"x":9007199254740993}}}'],
    ['another method', '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"arguments":{"x":9007199254740993}}}'],
    ['a response', '{"jsonrpc":"2.0","id":1,"result":{"x":9007199254740993}}'],
    ['a notification', '{"jsonrpc":"2.0","method":"tools/call","params":{"arguments":{"x":9007199254740993}}}'],
  ])('is refused in %s', (_, text) => {
    expect(read(text)).toMatchObject({ kind: 'unreadable', id: /"id":1,"method/.test(text) ? 1 : null });
  });
});

describe('the era', () => {
  const envelope = { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } };
  test.each([
    ['an envelope without a header', envelope, undefined, 'modern'],
    ['a modern header without an envelope', {}, '2026-07-28', 'modern'],
    ['a legacy header', {}, '2025-11-25', 'legacy'],
    ['nothing', {}, undefined, 'legacy'],
    ['an envelope under a legacy header', envelope, '2025-11-25', 'modern'],
  ])('%s', (_, params, header, era) => {
    expect(eraOf(params, header)).toBe(era);
  });
});

describe('mirrored headers', () => {
  const headers = { version: '2026-07-28', method: 'tools/call', name: '=?base64?w7w=?=' };
  const mismatch = (over: object, params: object = { name: 'ü' }) =>
    headerMismatch({ ...headers, ...over }, '2026-07-28', 'tools/call', { ...params });
  test('agree with the body, also when encoded', () => {
    expect(mismatch({})).toBeNull();
    expect(mismatch({ name: 'u' }, { name: 'u' })).toBeNull();
  });
  test.each([
    ['another version', { version: '2025-11-25' }],
    ['no version', { version: undefined }],
    ['another method', { method: 'tools/list' }],
    ['no method', { method: undefined }],
    ['another name', { name: 'u' }],
    ['no name', { name: undefined }],
    ['a name coded wrongly', { name: '=?base64?w7w?=' }],
    ['a coded name with stray bits in its last group', { name: '=?base64?w7x=?=' }],
    ['a name in another case of the sentinel', { name: '=?BASE64?w7w=?=' }],
    ['a name beyond ASCII, which is Latin-1 or UTF-8,', { name: 'ü' }],
    ['a coded name that is not UTF-8', { name: '=?base64?/w==?=' }],
  ])('%s disagrees', (_, over) => {
    expect(mismatch(over)).not.toBeNull();
  });
  test('text that is not a sentinel is itself', () => {
    expect(decodeHeader('plain')).toBe('plain');
    expect(decodeHeader('=?base64??=')).toBe('');
    expect(decodeHeader('=?Base64??=')).toBeNull();
  });
});

test('the canonical form is that of RFC 8785', () => {
  const value = {
    '\u20ac': 'Euro',
    '\r': 'CR',
    '1': 'One',
    '\ud83d\ude00': 'Smiley',
    '\ufb33': 'Dalet',
    b: [1e21, 4.5, -0, '\u000f'],
  };
  expect(canonical(value)).toBe(
    '{"\\r":"CR","1":"One","b":[1e+21,4.5,0,"\\u000f"],"\u20ac":"Euro","\ud83d\ude00":"Smiley","\ufb33":"Dalet"}',
  );
});

test('the canonical form of a text is that of its value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(2), (value, indent) => {
      const text = JSON.stringify({ x: value }, null, indent);
      expect(canonicalText(text, 0)).toBe(canonical(JSON.parse(text)));
    }),
  );
});

test('the canonical form of a text keeps the digits that a double does not hold', () => {
  const text = ' { "b" : [ 9007199254740993 , -9007199254740992, 1.50 , 1e400 ] , "\\u0061": {"x":[],"y":{}} } ';
  expect(canonicalText(text, 0)).toBe('{"a":{"x":[],"y":{}},"b":[9007199254740993,-9007199254740992,1.5,1e400]}');
});
