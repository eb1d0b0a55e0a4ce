import type { ServerAccount } from '@/lib/core/catalogue-model/entry';
import { packagesOf } from '@/lib/core/catalogue-text/wording';

/** Who publishes the server, where, under which licence, and when it was read. */
export function ServerFacts({ server }: { server: ServerAccount }) {
  const packages = packagesOf(server.packages);
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
      <Address term="Repository" url={server.repository} />
      <Address term="Website" url={server.websiteUrl} />
    </dl>
  );
}

function Address({ term, url }: { term: string; url: string | null }) {
  if (!url) return null;
  return (
    <div className="min-w-0">
      <dt className="text-ink-faint">{term}</dt>
      <dd>
        <a href={url} className="link wrap-anywhere" rel="nofollow">
          {url.replace('https://', '')}
        </a>
      </dd>
    </div>
  );
}
