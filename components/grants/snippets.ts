/** How a client is told the gateway's URL and a grant's token: what to paste, and where. */
export type Snippet = { client: string; place: string; language: 'json' | 'text'; text: string };

type Connection = { serverName: string; url: string; token: string };

/** Ready to paste for each client; the name is cut to what every one of them accepts as a key. */
export function snippetsFor({ serverName, url, token }: Connection): Snippet[] {
  const name = keyOf(serverName);
  const authorization = `Bearer ${token}`;
  const remote = [url, '--transport', 'http-only', ...(isPlain(url) ? ['--allow-http'] : [])];
  const headers = { Authorization: authorization };
  // Some clients split arguments at blanks, so the header's blank comes from the environment.
  const bridge = {
    command: 'npx',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: mcp-remote fills it in from the environment.
    args: ['-y', 'mcp-remote', ...remote, '--header', 'Authorization:${GRANT}'],
    env: { GRANT: authorization },
  };
  return [
    {
      client: 'Claude Code',
      place: 'Run in a terminal',
      language: 'text',
      text: `claude mcp add --transport http ${name} ${url} --header "Authorization: ${authorization}"`,
    },
    json('Claude Desktop', 'claude_desktop_config.json', { mcpServers: { [name]: bridge } }),
    json('Cursor', '~/.cursor/mcp.json', { mcpServers: { [name]: { url, headers } } }),
    json('VS Code', '.vscode/mcp.json', { servers: { [name]: { type: 'http', url, headers } } }),
    {
      client: 'Codex',
      place: '~/.codex/config.toml',
      language: 'text',
      text: `[mcp_servers.${name}]\nurl = "${url}"\nhttp_headers = { "Authorization" = "${authorization}" }`,
    },
    json('Windsurf', '~/.codeium/windsurf/mcp_config.json', { mcpServers: { [name]: { serverUrl: url, headers } } }),
    {
      client: 'mcp-remote',
      place: 'Run in a terminal: any client that speaks stdio',
      language: 'text',
      text: `npx -y mcp-remote ${remote.join(' ')} --header "Authorization: ${authorization}"`,
    },
  ];
}

function json(client: string, place: string, value: object): Snippet {
  return { client, place, language: 'json', text: JSON.stringify(value, null, 2) };
}

/** mcp-remote refuses plain HTTP to other machines unless told. */
function isPlain(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && hostname !== 'localhost' && hostname !== '127.0.0.1';
}

function keyOf(name: string): string {
  const key = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return key || 'server';
}
