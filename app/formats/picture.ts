import { LRUCache } from 'lru-cache';
import { docsPages } from '@/components/docs/docs-pages';
import { env } from '@/lib/base/env';
import { notFound } from '@/lib/base/errors';
import { site } from '@/lib/core/site';
import { type Card, pageCard } from '@/lib/edges/markdown/card';
import { findFormats } from '@/lib/edges/markdown/find-formats';
import { draw } from './draw';

const BYTES_MAX = 16 * 1_024 * 1_024;

/** By what they say, so that a picture that is drawn is the same for ever. */
const drawn = new LRUCache<string, Uint8Array<ArrayBuffer>>({
  maxSize: BYTES_MAX,
  sizeCalculation: (png) => png.length,
});

/** The picture that stands for a page where it is shared; `beforeDrawing` is called when it is not in memory. */
export async function drawPicture(
  path: readonly string[],
  beforeDrawing: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const card = await cardOf(path);
  const key = JSON.stringify(card);
  const kept = drawn.get(key);
  if (kept) return kept;
  await beforeDrawing();
  const png = await draw(card);
  drawn.set(key, png);
  return png;
}

async function cardOf(path: readonly string[]): Promise<Card> {
  const page = path.join('/');
  if (page === 'index') return pageCard(site.tagline, site.description);
  const docs = docsPages.find(({ href }) => href === `/${page}`);
  if (docs) return pageCard(docs.title, docs.text, 'Documentation');
  const formats = await findFormats(path, env().PUBLIC_URL);
  if ('moved' in formats) throw notFound('picture');
  return formats.card();
}
