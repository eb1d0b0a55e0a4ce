import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Direct, startDirect } from '@/lib/engines/gateway/testing/test-direct';
import type { RawAnswer } from '@/lib/engines/gateway/testing/test-raw';
import type { Receiver, UpstreamRequest } from './upstream';

// A socket belongs to an exchange or to the pool: a server cannot leave one behind, however it ends its answers.

let direct: Direct;
beforeEach(async () => {
  direct = await startDirect({ totalMs: 200, streamMs: 200 });
});
afterEach(() => direct.close());

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const body = Buffer.from('{"a":1}'.repeat(20));

const codings: Record<string, (content: Buffer) => Buffer> = {
  gzip: gzipSync,
  deflate: deflateSync,
  'deflate without a header': deflateRawSync,
  br: brotliCompressSync,
};

/** What comes behind the coded data, in one piece with it or after it. */
const tails: Record<string, Buffer> = {
  'a byte': Buffer.from('x'),
  NUL: Buffer.alloc(8),
  much: Buffer.alloc(70_000, 'y'),
};

/** Sends bytes as a body that goes on until the connection is closed; `rest` comes a moment later. */
type Frame = (socket: Socket, coding: string, first: Buffer, rest: Buffer) => void;
const chunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
const frames: Record<string, Frame> = {
  'chunks without end': (socket, coding, first, rest) => {
    socket.write(`${ok}content-encoding: ${coding}\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(chunk(first));
    if (rest.length > 0) setTimeout(() => socket.write(chunk(rest)), 5);
  },
  'a length that never comes': (socket, coding, first, rest) => {
    socket.write(`${ok}content-encoding: ${coding}\r\ncontent-length: 1000000\r\n\r\n`);
    socket.write(first);
    setTimeout(() => socket.write(rest), 5);
  },
  'a length that is right': (socket, coding, first, rest) => {
    socket.write(`${ok}content-encoding: ${coding}\r\ncontent-length: ${first.length + rest.length}\r\n\r\n`);
    socket.write(first);
    setTimeout(() => socket.write(rest), 5);
  },
  'a connection that stays open': (socket, coding, first, rest) => {
    socket.write(`${ok}content-encoding: ${coding}\r\n\r\n`);
    socket.write(first);
    setTimeout(() => socket.write(rest), 5);
  },
};

const cases = Object.keys(codings).flatMap((coding) =>
  Object.keys(tails).flatMap((tail) => Object.keys(frames).map((frame) => [coding, tail, frame] as const)),
);

test.each(cases)('%s with %s behind it, in %s, is no answer and keeps no socket', async (coding, tail, frame) => {
  const whole = codings[coding]?.(body) ?? body;
  const behind = tails[tail] ?? body;
  const name = coding.split(' ')[0] ?? '';
  for (const [first, rest] of [
    [Buffer.concat([whole, behind]), Buffer.alloc(0)],
    [whole, behind],
  ] as const) {
    direct.raw.answer((socket) => frames[frame]?.(socket, name, first, rest));
    // A byte behind gzip may begin another member of it: that it does not is known once more has come, or in time.
    const kinds = coding === 'gzip' && tail === 'a byte' ? ['unreadable', 'timeout'] : ['unreadable'];
    expect(kinds).toContain((await direct.ask()).failure?.kind);
  }
  await expectOpen(frame === 'a length that is right' ? 1 : 0);
});

/** Sockets that the server may still see: those of the pool. */
async function expectOpen(most: number): Promise<void> {
  await vi.waitFor(() => expect(direct.raw.open()).toBeLessThanOrEqual(most), { timeout: 1_000, interval: 5 });
}

test.each(Object.keys(codings))('a body in %s is whole when its framing ends, not before', async (coding) => {
  const bytes = codings[coding]?.(body) ?? body;
  let end = () => {};
  direct.raw.answer((socket) => {
    socket.write(`${ok}content-encoding: ${coding.split(' ')[0]}\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(chunk(bytes));
    end = () => socket.write('0\r\n\r\n');
  });
  let isOver = false;
  const asked = direct.ask().finally(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isOver).toBe(false);
  end();
  expect(await asked).toMatchObject({ failure: null, body });
  await expectOpen(1);
});

const event = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n`;
const answers: Record<string, RawAnswer> = {
  'a head and nothing else': (socket) => socket.write(`${ok}content-length: 9\r\n\r\n`),
  'a coded head and nothing else': (socket) =>
    socket.write(`${ok}content-encoding: br\r\ntransfer-encoding: chunked\r\n\r\n`),
  'half of a head': (socket) => socket.write('HTTP/1.1 2'),
  'an unknown coding': (socket) => socket.write(`${ok}content-encoding: zstd\r\ntransfer-encoding: chunked\r\n\r\n`),
  'a body that is only begun': (socket) => socket.write(`${ok}content-length: 9\r\n\r\n{`),
  'a coded stream': (socket) => {
    socket.write(`${event}content-encoding: gzip\r\n\r\n`);
    socket.write(gzipSync(': a\n\n'));
  },
  'a bomb': (socket) => {
    socket.write(`${ok}content-encoding: br\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(chunk(brotliCompressSync(Buffer.alloc(8 * 1024 * 1024))));
  },
  '204 with a coding': (socket) => socket.write('HTTP/1.1 204 No Content\r\ncontent-encoding: gzip\r\n\r\n'),
  '202 and bytes behind it': (socket) => socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\nx'),
  'garbage in place of what is coded': (socket) => {
    socket.write(`${ok}content-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n`);
    socket.write(chunk(Buffer.from('no gzip at all')));
  },
};

/** When the receiver ends the exchange itself. */
const leaves = ['never', 'at once', 'at the head', 'at a byte'] as const;

test.each(Object.keys(answers).flatMap((answer) => leaves.map((leave) => [answer, leave] as const)))(
  '%s keeps no socket where the receiver leaves %s',
  async (answer, leave) => {
    direct.close();
    direct = await startDirect({ totalMs: 60, streamMs: 60 });
    const { settings } = direct.target();
    const target = direct.target({ settings: { ...settings, firstByteMs: 60 } });
    direct.raw.answer((socket, request) => answers[answer]?.(socket, request));
    for (let time = 0; time < 4; time += 1) {
      await exchangeUntil(leave, direct.request({ target }));
      // A connection is used again one turn of the event loop after its answer.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await expectOpen(1);
  },
);

function exchangeUntil(leave: (typeof leaves)[number], request: UpstreamRequest): Promise<void> {
  return new Promise((resolve) => {
    let abort = () => {};
    const leaveAt = (now: typeof leave) => {
      if (now !== leave) return;
      abort();
      resolve();
    };
    const receiver: Receiver = {
      head: (_, flow) => {
        flow.pause();
        setTimeout(() => flow.resume(), 5);
        leaveAt('at the head');
      },
      bytes: () => leaveAt('at a byte'),
      ended: resolve,
      failed: () => resolve(),
    };
    abort = direct.upstream.send(request, receiver);
    leaveAt('at once');
  });
}
