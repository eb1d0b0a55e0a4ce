import { expect, test } from 'vitest';
import { readServerMessage } from './answer';

const textOf = (text: string) => {
  const message = readServerMessage(text);
  return 'problem' in message ? null : message.text;
};

test.each([
  '',
  ' ',
  'null',
  '[]',
  '"x"',
  '[{"jsonrpc":"2.0","id":1,"result":{}}]',
  '{"jsonrpc":"2.0","id":1,"result":{}}{"jsonrpc":"2.0","id":1,"result":{}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"id":2}',
  '{"jsonrpc":"2.0","id":1,"result":{},"Id":2}',
  '{"jsonrpc":"2.0","id":1,"Result":{"tools":[]}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"Result":{"tools":[]}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"re\\u0073ult":{}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"extra":1}',
  '{"jsonrpc":"2.0","id":1,"result":{"x":NaN}}',
  '{"jsonrpc":"2.0","id":1,"result":{"x":{"a":1,"A":2}}}',
  '{"jsonrpc":"2.0","id":1,"result":{"Tools":[{"name":"x"}]}}',
  '{"jsonrpc":"2.0","id":1,"result":{"tool\\u017f":[{"name":"x"}]}}',
  '{"jsonrpc":"2.0","id":1,"result":{"resourcetemplates":[]}}',
  '{"jsonrpc":"2.0","id":1,"result":{"tools":{"0":{"name":"x"}}}}',
  '{"jsonrpc":"2.0","id":1,"result":{"resources":"x"}}',
  '{"jsonrpc":"2.0","id":1,"result":{"resourceTemplates":{}}}',
  '{"jsonrpc":"2.0","id":1,"result":{"prompts":true}}',
  '{"jsonrpc":"2.0","id":1,"result":{"InputRequests":{"a":{"method":"sampling/createMessage"}}}}',
  '{"jsonrpc":"2.0","id":1,"result":{"ResultType":"task","taskId":"t"}}',
  '{"jsonrpc":"2.0","id":1,"result":{"ta\\u017fk":{"taskId":"t"}}}',
  '{"jsonrpc":"2.0","id":1,"result":{"tools":[],"nextcursor":"2"}}',
  '{"jsonrpc":"2.0","id":1,"result":{"ProtocolVersion":"2099-01-01"}}',
  '{"jsonrpc":"2.0","id":1,"result":{"tools":[],"CacheScope":"public"}}',
  '{"jsonrpc":"1.0","id":1,"result":{}}',
  '{"id":1,"result":{}}',
  '{"jsonrpc":"2.0","result":{}}',
  '{"jsonrpc":"2.0","id":null,"result":{}}',
  '{"jsonrpc":"2.0","id":1.5,"result":{}}',
  '{"jsonrpc":"2.0","id":{},"result":{}}',
  '{"jsonrpc":"2.0","id":9007199254740993,"result":{}}',
  '{"jsonrpc":"2.0","id":1}',
  '{"jsonrpc":"2.0","id":1,"result":null}',
  '{"jsonrpc":"2.0","id":1,"result":[]}',
  '{"jsonrpc":"2.0","id":1,"result":"x"}',
  '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"x"}}',
  '{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":"x"}}',
  '{"jsonrpc":"2.0","id":1,"error":"x"}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}',
  '{"jsonrpc":"2.0","method":null,"id":1}',
  '{"jsonrpc":"2.0","method":"x","id":null}',
  '{"jsonrpc":"2.0","method":"x","params":[]}',
  '{"jsonrpc":"2.0","id":1,"result":{},"__proto__":{}}',
  `{"jsonrpc":"2.0","id":1,"result":${'['.repeat(80)}${']'.repeat(80)}}`,
])('a text that two readers could read differently is no message of a server: %s', (text) => {
  expect(textOf(text)).toBeNull();
});

test.each([
  '{"jsonrpc":"2.0","id":1,"result":{}}',
  ' {"id":"a","result":{"big":9223372036854775807,"small":1e-400},"jsonrpc":"2.0"}\n',
  '{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"Tools":[],"x":null}}}',
  '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"x","data":null}}',
  '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}',
  '{"jsonrpc":"2.0","method":"ping","id":0}',
])('a text that every reader reads alike stays unchanged: %s', (text) => {
  expect(textOf(text)).toBe(text);
});

test.each([
  ['{"jsonrpc":"2.0","id":1,"result":{"a":1},"error":null}', '{"jsonrpc":"2.0","id":1,"result":{"a":1}}'],
  [
    '{"jsonrpc":"2.0","result":null,"id":1,"error":{"code":1,"message":"x"}}',
    '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}',
  ],
  [
    '{"jsonrpc":"2.0","id":1,"result":{"tools":[],"nextCursor":null}}',
    '{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}',
  ],
  ['{"jsonrpc":"2.0","id":1,"result":{"isError":null,"_meta":null}}', '{"jsonrpc":"2.0","id":1,"result":{}}'],
  [
    '{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","inputRequests":null,"requestState":null,"task":null}}',
    '{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete"}}',
  ],
  ['{"jsonrpc":"2.0","method":"x","params":null}', '{"jsonrpc":"2.0","method":"x"}'],
])('null for an optional member counts as absent: %s', (text, read) => {
  expect(textOf(text)).toBe(read);
});

test('a response names what failed', () => {
  const failureOf = (text: string) => {
    const message = readServerMessage(text);
    return 'problem' in message || message.facts.kind !== 'response' ? undefined : message.facts.failure;
  };
  expect(failureOf('{"jsonrpc":"2.0","id":1,"result":{"isError":true}}')).toBe('tool error');
  expect(failureOf('{"jsonrpc":"2.0","id":1,"result":{"isError":false}}')).toBeNull();
  expect(failureOf('{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"x"}}')).toBe('error -32603');
});
