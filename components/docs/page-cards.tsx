import { Link } from '@/components/ui/link';
import { docsPages } from './docs-pages';

/** Every page of the documentation but the first, which shows them. */
export function PageCards() {
  return (
    <ul className="!my-8 !list-none !pl-0 grid gap-3 sm:grid-cols-2">
      {docsPages.slice(1).map(({ href, title, text }) => (
        <li key={href} className="!mt-0 rounded-card border bg-surface p-5">
          <Link href={href} className="link font-medium">
            {title}
          </Link>
          <p className="!mb-0 text-sm">{text}</p>
        </li>
      ))}
    </ul>
  );
}
