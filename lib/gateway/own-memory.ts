/** Whether the memory of bytes may go to another thread: small buffers share a pool, and most of it should be theirs. */
export function ownsItsMemory({ buffer, byteOffset, length }: Uint8Array): boolean {
  return byteOffset === 0 && length > Buffer.poolSize && buffer.byteLength <= 2 * length;
}
