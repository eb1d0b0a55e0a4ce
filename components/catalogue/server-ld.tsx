import { JsonLd } from './json-ld';

type Server = {
  slug: string;
  name: string;
  publisher: string | null;
  repository: string | null;
  licence: string | null;
};

type ServerLdProps = { server: Server; origin: string; tools: readonly string[] };

/** The server as software, with what is known of it and nothing else: no rating, no price, no words of its publisher. */
export function ServerLd({ server, origin, tools }: ServerLdProps) {
  const { slug, name, publisher, repository, licence } = server;
  const data = {
    '@type': 'SoftwareApplication',
    '@id': `${origin}/tools/${slug}#server`,
    name,
    url: `${origin}/tools/${slug}`,
    applicationCategory: 'DeveloperApplication',
    applicationSubCategory: 'MCP server',
    ...(publisher && { author: { '@type': 'Organization', name: publisher } }),
    ...(licence && { license: licence }),
    ...(repository && /^https?:\/\//.test(repository) && { sameAs: repository }),
    ...(tools.length > 0 && { featureList: tools }),
  };
  return <JsonLd data={data} />;
}
