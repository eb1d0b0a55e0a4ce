/** A configuration as one is found on a developer's machine; its keys are made up. */
export const example = `{
  "mcpServers": {
    "payments": {
      "command": "npx",
      "args": ["-y", "@stripe/mcp", "--api-key=sk_test_not_a_real_key_1234"]
    },
    "kestra": {
      "command": "docker",
      "args": ["run", "-i", "--rm", "-e", "KESTRA_API_TOKEN", "ghcr.io/kestra-io/mcp-server-python:latest"],
      "env": { "KESTRA_API_TOKEN": "not-a-real-token" }
    },
    "files": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/ada/projects"]
    },
    "warehouse": {
      "url": "https://mcp.warehouse-tools.com/v1?token=not-a-real-token",
      "headers": { "Authorization": "Bearer not-a-real-token" }
    },
    "notes": {
      "command": "node",
      "args": ["/home/ada/notes-server/build/index.js"]
    }
  }
}
`;
