import { AppError } from '@/lib/base/errors';
import { getCatalogueServer } from '@/lib/domain/catalogue/get-server';

/** The catalogue's server of a link; null for one that was renamed or never was, since its address can be typed all the same. */
export async function findCatalogueServer(slug: string) {
  try {
    return await getCatalogueServer(slug);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
