/** What the page of the read API shows and a journey runs. */
export const apiExamples = [
  { title: 'Search tools', path: '/api/v1/tools?q=delete&severity=Critical' },
  { title: 'One tool', path: '/api/v1/servers/kestra-io-mcp-server-python/tools/manage-kv-store' },
  { title: 'All servers, page by page', path: '/api/v1/servers' },
  { title: 'What changed', path: '/api/v1/changes?kind=redefined' },
  { title: 'The page of a tool as Markdown', path: '/tools/kestra-io-mcp-server-python/manage-kv-store.md' },
] as const;

export function curlOf(origin: string, path: string): string {
  return `curl '${origin}${path}'`;
}
