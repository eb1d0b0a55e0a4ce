import { LRUCache } from 'lru-cache';
import { SharedCacheControls } from 'next/dist/server/lib/incremental-cache/shared-cache-controls.external.js';

// Loaded into the console: Next bounds the memory of the pages it keeps, but remembers for every address that was ever
// asked for, also one that does not exist, how long its page is fresh. An address that is forgotten is rendered anew.
SharedCacheControls.cacheControls = new LRUCache({
  maxSize: 16 * 2 ** 20,
  /** Characters of the address, and about what the rest takes. */
  sizeCalculation: (_, address) => address.length + 200,
});
