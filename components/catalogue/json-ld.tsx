import { jsonLdText } from './json-ld-text';

/** Structured data for search engines. */
export function JsonLd({ data }: { data: object }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD has to stand in a script element; jsonLdText says why it cannot leave it.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLdText(data) }} />;
}
