export type ExampleTool = { name: string; inputSchema: object };

/** A JSON type, or the allowed values. */
type ArgumentType = 'string' | 'number' | 'integer' | 'boolean' | readonly string[];

/** A tool of a story with these arguments; a trailing `?` makes one optional. */
export function exampleTool(name: string, args: Record<string, ArgumentType>): ExampleTool {
  const entries = Object.entries(args);
  const properties = entries.map(([key, type]) => [
    key.replace('?', ''),
    typeof type === 'string' ? { type } : { type: 'string', enum: type },
  ]);
  const required = entries.map(([key]) => key).filter((key) => !key.endsWith('?'));
  return { name, inputSchema: { type: 'object', properties: Object.fromEntries(properties), required } };
}
