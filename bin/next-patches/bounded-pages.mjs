import { LRUCache } from 'lru-cache';
import { SharedCacheControls } from 'next/dist/server/lib/incremental-cache/shared-cache-controls.external.js';

// LRU cache for the freshness of pages. Next bounds the pages it keeps in memory, but its map from address to freshness
// grows with every address that anyone requests, existing or not. A page that is evicted is rendered again.
// Goes when Next bounds `SharedCacheControls.cacheControls`.
SharedCacheControls.cacheControls = new LRUCache({
  maxSize: 16 * 2 ** 20,
  /** About bytes: the address, and 200 for the entry. */
  sizeCalculation: (_, address) => address.length + 200,
});
