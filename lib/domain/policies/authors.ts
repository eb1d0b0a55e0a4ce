import type { Actor } from '@/lib/domain/actors/actor';
import { namesOf, signatureOf } from '@/lib/domain/actors/signature';
import type { PolicyVersion } from '@/prisma/client/client';

/** What a query selects of who published a version. */
export const authorFields = { createdByKind: true, createdById: true, createdByName: true } as const;

type Authored = Pick<PolicyVersion, keyof typeof authorFields>;

/** What a version keeps of who published it. */
export function authorship(actor: Actor): Authored {
  const { kind, id, name } = signatureOf(actor);
  return { createdByKind: kind, createdById: id, createdByName: name };
}

/** The rows, each with the name of who published it, as pages show it, in place of what it is named from. */
export async function withAuthors<Row extends Authored>(rows: readonly Row[]) {
  const nameOf = await namesOf(rows.map(signatureIn));
  return rows.map((row) => {
    const { createdByKind, createdById, createdByName, ...shown } = row;
    return { ...shown, author: nameOf(signatureIn(row)) };
  });
}

function signatureIn({ createdByKind, createdById, createdByName }: Authored) {
  return { kind: createdByKind, id: createdById, name: createdByName };
}
