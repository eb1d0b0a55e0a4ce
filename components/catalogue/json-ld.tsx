/** Structured data for search engines; "<" is escaped, so that no text can end the script. */
export function JsonLd({ data }: { data: object }) {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...data }).replace(/</g, '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD has to stand in a script element; see the escape above.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
