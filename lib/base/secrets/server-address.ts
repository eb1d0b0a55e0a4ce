import { shownUrl } from '@/lib/core/text/shown-url';
import { open, seal } from './secret-box';

type Stored = { id: string; url: string; urlBox: string | null };

/**
 * An address as it is stored: what may be read by anyone in `url`, the whole sealed to the server's id where they differ.
 * Write both together: the gateway is told of a change of `url`.
 */
export function sealAddress(serverId: string, url: string): Pick<Stored, 'url' | 'urlBox'> {
  const shown = shownUrl(url);
  return { url: shown, urlBox: shown === new URL(url).href ? null : seal(url, addressContext(serverId)) };
}

/** The whole address; throws when it was sealed with a key that this process does not have. */
export function openAddress({ id, url, urlBox }: Stored): string {
  return urlBox === null ? url : open(urlBox, addressContext(id));
}

/** What a server's sealed address is bound to. */
export function addressContext(serverId: string): string {
  return `server-url:${serverId}`;
}
