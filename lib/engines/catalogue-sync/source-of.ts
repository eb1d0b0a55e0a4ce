/** Where the registry tells of a server. */
export function sourceOf(registry: string, name: string): string {
  return `${registry}/v0.1/servers/${encodeURIComponent(name)}/versions/latest`;
}
