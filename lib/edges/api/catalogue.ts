import { countCatalogue } from '@/lib/domain/catalogue/count';
import { listCatalogueServers } from '@/lib/domain/catalogue/list-servers';
import { serverItem } from './items';
import type { CatalogueResource } from './resources';

export async function readCatalogue(origin: string): Promise<CatalogueResource> {
  const [size, largest] = await Promise.all([countCatalogue(), listCatalogueServers()]);
  return { url: `${origin}/tools`, ...size, largest: largest.map((server) => serverItem(server, origin)) };
}
