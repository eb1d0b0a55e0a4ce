import type { BuilderTool } from './builder-tool';

type Known = Pick<BuilderTool, 'name' | 'state'>;

/** Why the gateway answers "Unknown tool" whatever the policy says; null where the policy decides. */
export function unknownBecause(tool: string, tools: readonly Known[]): string | null {
  const known = tools.find(({ name }) => name === tool);
  if (!known) {
    const count = tools.length === 1 ? 'the one tool' : `the ${tools.length} tools`;
    return `not among ${count} read from the server`;
  }
  if (known.state === 'pending') return 'it is new, and nobody has reviewed it yet';
  return known.state === 'gone' ? 'the server no longer offers it' : null;
}
