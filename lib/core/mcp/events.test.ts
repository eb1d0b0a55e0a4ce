import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { dataOf, EventSplitter, hasId, plainEvent, TOO_LONG, withName } from './events';

type Events = ReturnType<EventSplitter['push']>;
const dataIn = (events: Events) => events.flatMap((event) => (event === TOO_LONG ? [] : (dataOf(String(event)) ?? [])));

test('a stream has the same events however it is chunked', () => {
  const piece = fc.constantFrom('data: a', ': c', 'id: ü', '\n', '\r\n', '\n\n', '\r\n\r\n', '\n\r\n', '');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 9 })), (pieces, sizes) => {
      const bytes = new TextEncoder().encode(pieces.join(''));
      const splitter = new EventSplitter();
      const events: Events = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 4;
        events.push(...splitter.push(bytes.subarray(at, at + size)));
        at += size;
      }
      const whole = pieces.join('');
      expect(whole.startsWith(events.join(''))).toBe(true);
      expect(dataIn(events)).toEqual(dataIn(new EventSplitter().push(bytes)));
    }),
  );
});

test('an event of eight megabytes in small pieces is one event', () => {
  const splitter = new EventSplitter();
  const piece = new TextEncoder().encode('x'.repeat(512));
  for (let sent = 0; sent < 8_000_000; sent += piece.length) splitter.push(piece);
  const [event] = splitter.push(new TextEncoder().encode('\n\n'));
  expect(String(event).length).toBeGreaterThan(8_000_000);
});

test('an event over the limit is dropped as it arrives, and the next one is whole', () => {
  const splitter = new EventSplitter();
  const text = (one: string) => new TextEncoder().encode(one);
  expect(splitter.push(text('data: before\n\ndata: '))).toEqual(['data: before\n\n']);
  const piece = text('x'.repeat(1024 * 1024));
  for (let time = 0; time < 40; time += 1) {
    expect(splitter.push(piece)).toEqual([]);
    expect(splitter.memory).toBeLessThan(18 * 1024 * 1024);
  }
  expect(splitter.push(text('\n'))).toEqual([]);
  expect(splitter.push(text('\ndata: after\n\n'))).toEqual([TOO_LONG, 'data: after\n\n']);
  const whole = text(`data: ${'x'.repeat(17 * 1024 * 1024)}\n\ndata: last\n\n`);
  expect(splitter.push(whole)).toEqual([TOO_LONG, 'data: last\n\n']);
});

/** How readers split lines: by the standard, at LF only, as Python does, and leniently. */
const byStandard = { lineEnd: /\r\n|\n|\r/, line: (line: string) => line };
const readers: Record<string, typeof byStandard> = {
  'by the standard': byStandard,
  'of LF alone': { lineEnd: /\n/, line: (line) => line.replace(/\r$/, '') },
  'of every line end of Unicode': { lineEnd: /\r\n|(?!\t)[\p{Cc}\u2028\u2029]/u, line: (line) => line },
  'without byte order marks': { ...byStandard, line: (line) => line.replace(/\ufeff/g, '') },
  'that trims and ignores case': {
    ...byStandard,
    line: (line) => line.trim().replace(/^[a-z]+ *:/i, (name) => name.replace(' ', '').toLowerCase()),
  },
};

/** The messages that a reader finds in a stream, in canonical form; invalid JSON is skipped. */
function messagesOf(stream: string, { lineEnd, line }: typeof byStandard): string[] {
  const found: string[] = [];
  let data: string[] = [];
  for (const text of stream.split(lineEnd).map(line)) {
    if (text.startsWith('data:')) data.push(text.slice(5));
    if (text !== '') continue;
    if (data.length > 0) found.push(...asMessage(data.join('\n')));
    data = [];
  }
  return found;
}

function asMessage(data: string): string[] {
  try {
    return [JSON.stringify(JSON.parse(data))];
  } catch {
    return [];
  }
}

test.each(Object.entries(readers))('no reader %s finds a message that was not judged', (_, reader) => {
  const ends = ['\n', '\r\n', '\r', '\n\n', '\r\r', '\u2028\u2028', '\x85\x85', '\v'];
  const starts = [
    'data: ',
    'data:',
    'Data: ',
    ' data: ',
    'data : ',
    '\ufeffdata: ',
    ': ',
    'id: ',
    'event: ',
    'data: {"b":[\r',
  ];
  const texts = [
    '{"a":1}',
    '{"b":[',
    '\ndata: ]}\n\n',
    '2',
    '{"c":3}\ndata: ]}\n\n',
    '"\u2028data: "',
    '"\x85"',
    '\ufeff',
    'data: {"d":4}',
  ];
  const piece = fc.oneof(...[ends, starts, texts].map((one) => fc.constantFrom(...one)));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const events = new EventSplitter().push(new TextEncoder().encode(`${pieces.join('')}\n\n`)).map(String);
      // Invalid JSON is answered with an error.
      const passed = events.map(plainEvent).filter((event) => asMessage(dataOf(event) ?? '0').length > 0);
      const judged = new Set(passed.flatMap((event) => asMessage(dataOf(event) ?? '')));
      expect(messagesOf(passed.join(''), reader).filter((message) => !judged.has(message))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('an event that every reader splits alike is passed on unchanged', () => {
  for (const event of [': c\r\n\r\n', 'id: 7\nretry: 5\ndata\n\n', 'event: message\ndata: {"a":"\u2028"}\n\n'])
    expect(plainEvent(event)).toBe(event);
  expect(plainEvent('data: [\rx: 1\rdata: ]\r\r')).toBe('data: [\ndata: ]\n\n');
  expect(plainEvent('\ufeffdata: 1\n\n')).toBe('');
});

test('data is not read as a field', () => {
  expect(hasId('data: "\u2028id:"\n\n')).toBe(false);
  expect(withName('data: "\u2028event:"\n\n')).toMatch(/^event: message\n/);
});

test('an event that arrives byte by byte is held in few pieces', () => {
  const splitter = new EventSplitter();
  const bytes = Buffer.from(`data: ${'é'.repeat(100_000)}\n\n`);
  const joined = vi.spyOn(Buffer, 'concat');
  let early = 0;
  for (const byte of bytes.subarray(0, -1)) early += splitter.push(Uint8Array.of(byte)).length;
  expect(early).toBe(0);
  expect(splitter.memory).toBeLessThan(2 * bytes.length);
  expect(splitter.push(Buffer.from('\n'))).toEqual([bytes]);
  expect(joined.mock.calls[0]?.[0].length).toBeLessThan(25);
  joined.mockRestore();
});
