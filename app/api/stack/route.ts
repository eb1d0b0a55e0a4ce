import { answerAnyone } from '@/app/api/answer';
import { findIdentified } from '@/lib/domain/catalogue/find-identified';
import { clientAddress } from '@/lib/edges/auth/client-address';
import { readJson } from './read-json';

/** Which servers of the catalogue a stack's packages, images and hosts are; a POST, so that they stand in no access log. */
export function POST(request: Request): Promise<Response> {
  return answerAnyone(async () => findIdentified(await readJson(request), await clientAddress()));
}
