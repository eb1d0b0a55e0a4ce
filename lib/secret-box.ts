import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { env } from './env';

const VERSION = 'v1';

function key(): { id: string; bytes: Buffer } {
  const bytes = Buffer.from(env().ENCRYPTION_KEY, 'base64');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

/**
 * Seals a text with AES-256-GCM as `v1.<key id>.<iv>.<tag>.<ciphertext>`. `context` (what the text belongs to, such as
 * `server:<id>`) is authenticated with it, so that a box moved to another row does not open.
 */
export function seal(text: string, context: string): string {
  const { id, bytes } = key();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', bytes, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [VERSION, id, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** Opens what `seal` made; throws on another key, another context or any changed byte. */
export function open(box: string, context: string): string {
  const [version, keyId, iv, tag, sealed] = box.split('.');
  const { id, bytes } = key();
  if (version !== VERSION || keyId !== id || !iv || !tag || sealed === undefined) {
    throw new Error('A sealed value was made with another ENCRYPTION_KEY.');
  }
  const decipher = createDecipheriv('aes-256-gcm', bytes, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8');
}
