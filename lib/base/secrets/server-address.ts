import { shownUrl } from '@/lib/core/text/shown-url';
import { open, seal } from './secret-box';

type Stored = { id: string; url: string; urlBox: string | null };

/**
 * An address as stored: the masked one in `url` and, if they differ, the whole one sealed for the server's id. Write
 * both together: a change of `url` notifies the gateway.
 */
export function sealAddress(serverId: string, url: string): Pick<Stored, 'url' | 'urlBox'> {
  const shown = shownUrl(url);
  return { url: shown, urlBox: shown === new URL(url).href ? null : seal(url, addressContext(serverId)) };
}

/** The whole address; throws if this process does not have the key. */
export function openAddress({ id, url, urlBox }: Stored): string {
  return urlBox === null ? url : open(urlBox, addressContext(id));
}

/** The seal's context. */
export function addressContext(serverId: string): string {
  return `server-url:${serverId}`;
}
