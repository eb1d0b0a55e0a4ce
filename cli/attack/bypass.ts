import { denied, shapes } from '@/lib/engines/gateway/testing/bypass-shapes.test-data';
import { readAs, readers } from './readings';
import type { Recorder } from './recorder';
import type { Suite, Trial } from './report';
import { send, type Target } from './wire';

/** Shapes of a denied call: batches, duplicate keys, escapes, contradicting headers, paths, encodings, eras. */
export function bypassSuite(target: Target, recorder: Recorder): Suite {
  async function* run(): AsyncGenerator<Trial> {
    recorder.take();
    await send(target, { body: denied.replace('delete_everything', 'echo') });
    const passed = recorder.take().length === 1;
    yield { name: 'a call of an allowed tool', problem: passed ? null : 'did not reach the server' };
    const path = new URL(target.url).pathname;
    for (const [name, shape] of Object.entries(shapes)) {
      await send(target, { ...shape, path: shape.path?.replace('/mcp/server', path) });
      const reader = recorder
        .take()
        .map(runsDenied)
        .find((found) => found !== null);
      yield { name, problem: reader ? `a server with ${reader} runs it` : null };
    }
  }
  return { name: 'bypass', what: 'shapes of a call that a policy denies', run };
}

function runsDenied(body: string): string | null {
  const reader = readers.find((one) => readAs(one, body).some(isDenied));
  return reader?.name ?? null;
}

function isDenied({ method, name }: { method: unknown; name: unknown }): boolean {
  const words = [method, name].map((word) => String(word).normalize('NFKC').trim().toLowerCase().replace(/\0.*/, ''));
  return words[0] === 'tools/call' && words[1] === 'delete_everything';
}
