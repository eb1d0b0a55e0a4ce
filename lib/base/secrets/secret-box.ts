import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { env } from '@/lib/base/env';

const VERSION = 'v1';

type Key = { id: string; bytes: Buffer };

function toKey(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

/** The key for sealing. */
function currentKey(): Key {
  return toKey(env().ENCRYPTION_KEY);
}

/** Keys for opening: the current one and ENCRYPTION_KEY_PREVIOUS. */
function keyOf(id: string): Key | undefined {
  return [env().ENCRYPTION_KEY, ...env().ENCRYPTION_KEY_PREVIOUS].map(toKey).find((key) => key.id === id);
}

/**
 * Seals a text with AES-256-GCM as `v1.<key id>.<iv>.<tag>.<ciphertext>`. `context`, such as `server:<id>`, is
 * authenticated data: a box that is moved to another row does not open.
 */
export function seal(text: string, context: string): string {
  const { id, bytes } = currentKey();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', bytes, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [VERSION, id, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** Opens a box; throws for an unknown key, another context or a changed byte. */
export function open(box: string, context: string): string {
  const [version, keyId = '', iv, tag, sealed] = box.split('.');
  const key = keyOf(keyId);
  if (version !== VERSION || !key || !iv || !tag || sealed === undefined) {
    throw new Error('A sealed value was made with another ENCRYPTION_KEY.');
  }
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8');
}

/** Whether a box has the current key. */
export function isCurrent(box: string): boolean {
  return box.startsWith(`${VERSION}.${currentKey().id}.`);
}
