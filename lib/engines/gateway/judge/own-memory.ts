/**
 * Whether the memory of bytes may be handed to another thread: they are most of it, and it is not the pool that small
 * buffers share.
 */
export function ownsItsMemory({ buffer, byteOffset, length }: Uint8Array): boolean {
  return byteOffset === 0 && length > Buffer.poolSize && buffer.byteLength <= 2 * length;
}
