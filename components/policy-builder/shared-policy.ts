import * as z from 'zod/mini';

// A policy in the fragment of a URL: compressed, and never sent to a server.

const SharedPolicy = z.strictObject({
  document: z.string().check(z.maxLength(1_000_000)),
  /** Names of tools typed in by hand; absent: the sample server's. */
  tools: z.optional(z.array(z.string().check(z.maxLength(256))).check(z.maxLength(2_000))),
});
export type SharedPolicy = z.infer<typeof SharedPolicy>;

const KEY = 'policy=';
/** Characters after decompression; a fragment of a few kilobytes must not fill the memory of who opens it. */
const TEXT_MAX = 2_000_000;

export async function toFragment(shared: SharedPolicy): Promise<string> {
  const packed = new Blob([JSON.stringify(shared)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `#${KEY}${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** Null for a fragment that is none of ours or was cut. Never throws. */
export async function fromFragment(fragment: string): Promise<SharedPolicy | null> {
  if (!fragment.startsWith(`#${KEY}`)) return null;
  try {
    const binary = atob(
      fragment
        .slice(KEY.length + 1)
        .replaceAll('-', '+')
        .replaceAll('_', '/'),
    );
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return SharedPolicy.parse(JSON.parse(await inflate(bytes)));
  } catch {
    return null;
  }
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    if (text.length > TEXT_MAX) throw new Error('The shared policy is too long.');
  }
  return text;
}
