/** URL of the server's entry in the registry. */
export function sourceOf(registry: string, name: string): string {
  return `${registry}/v0.1/servers/${encodeURIComponent(name)}/versions/latest`;
}
