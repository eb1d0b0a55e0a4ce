import { type Argument, argumentsOf } from '@/lib/core/policy/document/arguments';

/** Arguments to start a trial call with: one value of the right kind for each argument that is required. */
export function sampleArguments(inputSchema: unknown): Record<string, unknown> {
  const required = (argumentsOf(inputSchema) ?? []).filter((argument) => argument.required);
  return Object.fromEntries(required.map((argument) => [argument.name, sample(argument)]));
}

function sample({ type, values, items, format, name }: Argument): unknown {
  if (values && values.length > 0) return values[0];
  if (type === 'number' || type === 'integer') return 1;
  if (type === 'boolean') return false;
  if (type === 'array') return items ? [sample(items)] : [];
  if (type === 'object') return {};
  return format === 'uri' || /url$/i.test(name) ? 'https://example.com/' : 'example';
}
