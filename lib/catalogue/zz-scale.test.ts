import { test } from 'vitest';
import { db } from '@/lib/db';
import { freshDatabase } from '@/prisma/fresh-database';
import { SearchInput } from './schema';
import { searchCatalogue } from './search';
test('scale', async () => {
  await freshDatabase();
  await db().$executeRawUnsafe(`INSERT INTO "CatalogueServer" ("id","slug","name","packages","remotes","source","readAt","contentHash") SELECT gen_random_uuid(), 'server-'||i, 'Server '||i, '[]'::jsonb, '[{"type":"streamable-http","url":"https://h'||i||'.example.com/mcp"}]'::jsonb, 'https://e', now(), '' FROM generate_series(1,20000) i`.replace(`'[{"type":"streamable-http","url":"https://h'||i||'.example.com/mcp"}]'::jsonb`, `('[{"type":"streamable-http","url":"https://h'||i||'.example.com/mcp"}]')::jsonb`));
  for (let k = 0; k < 8; k++) await db().$executeRawUnsafe(`INSERT INTO "CatalogueTool" ("id","serverId","slug","name","knowledge","definitionHash","category","severity","confidence","searchText") SELECT gen_random_uuid(), s."id", 'get-'||substr(md5(random()::text),1,8)||'-x${k}', 'n', 'listed', '', 'Read', 'Low', 0.5, 'get '||substr(md5(random()::text),1,7)||' '||s."slug" FROM "CatalogueServer" s`);
  await db().$executeRawUnsafe('ANALYZE');
  for (const q of ['zq', 'get', 'zq yw', 'a b c d e f g h j k l z', 'z', 'server get xq', Array.from({length: 12}, (_, i) => `wrd${i}xx`).join(' ')]) {
    const t = performance.now();
    await searchCatalogue(SearchInput.parse({ q }));
    console.log('CASE', q, Math.round(performance.now() - t));
  }
  const { findIdentified } = await import('./find-identified');
  const t = performance.now();
  await findIdentified({ servers: Array.from({ length: 100 }, (_, i) => ({ kind: ['host', 'program', 'repository'][i % 3], name: `h${i}.example.com` })) }, 'x');
  console.log('CASE stack', Math.round(performance.now() - t));
}, 500000);
