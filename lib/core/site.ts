/** The product's name and promise, in the one place that may spell them. */
export const site = {
  name: 'PolicyLayer',
  tagline: 'Rules between your agents and their tools',
  description:
    'PolicyLayer is an MCP gateway. It sits between AI agents and MCP servers, and nothing reaches a server without passing your rules.',
} as const;
