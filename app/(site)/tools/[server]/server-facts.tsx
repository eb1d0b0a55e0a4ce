import type { CatalogueServer } from '@/lib/catalogue/entry';
import { listOf } from '@/lib/catalogue/wording';

/** Who publishes the server, where, under which licence, and when it was read. */
export function ServerFacts({ server }: { server: CatalogueServer }) {
  const packages = listOf(server.packages.map(({ registryType, identifier }) => `${identifier} (${registryType})`));
  const facts = [
    { term: 'Publisher', value: server.publisher },
    { term: 'Licence', value: server.licence },
    { term: 'Package', value: packages },
    { term: 'As of', value: server.readAt.toISOString().slice(0, 10) },
  ];
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
      {facts.map(
        ({ term, value }) =>
          value && (
            <div key={term} className="min-w-0">
              <dt className="text-ink-faint">{term}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ),
      )}
      {server.repository && (
        <div className="min-w-0">
          <dt className="text-ink-faint">Repository</dt>
          <dd>
            <a href={server.repository} className="link break-all" rel="nofollow">
              {server.repository.replace('https://', '')}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}
