import { Link } from '@/components/ui/link';

type Listed = {
  slug: string;
  name: string;
  publisher: string | null;
  /** How many, as a phrase. */
  tools: string;
};

export function ServerCards({ servers }: { servers: readonly Listed[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {servers.map(({ slug, name, publisher, tools }) => (
        <li key={slug}>
          <Link
            href={`/tools/${slug}`}
            className="grid h-full content-start gap-1 rounded-card border bg-surface p-4 hover:border-line-strong"
          >
            <span className="break-words font-semibold">{name}</span>
            <span className="text-ink-soft text-sm">
              {publisher ? `${publisher} · ` : ''}
              {tools}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
