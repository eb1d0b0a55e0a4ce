import { type Argument, argumentsOf } from '@/lib/core/policy/document/arguments';

/** A call to begin with: each required argument with a value of its type; `{}` where the schema says nothing. */
export function sampleArguments(inputSchema: unknown): string {
  const required = (argumentsOf(inputSchema) ?? []).filter((argument) => argument.required);
  return JSON.stringify(Object.fromEntries(required.map((argument) => [argument.name, sampleOf(argument)])), null, 2);
}

const ofType: Record<string, unknown> = { number: 0, integer: 0, boolean: false, array: [], object: {} };

function sampleOf({ values, type }: Argument): unknown {
  if (values && values.length > 0) return values[0];
  return type !== null && type in ofType ? ofType[type] : '';
}
