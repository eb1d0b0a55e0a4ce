import { z } from 'zod';
import { AppError } from '@/lib/base/errors';
import { listOf } from '@/lib/core/catalogue-text/wording';

/** One address of the read API: parameters and response, which also describe it. */
export type Endpoint = {
  /** With parameter names in braces. */
  path: string;
  summary: string;
  parameters: z.ZodObject;
  answer: z.ZodType;
  read(input: unknown, origin: string): Promise<object>;
};

type Definition<P extends z.ZodRawShape, A extends z.ZodType> = {
  path: string;
  summary: string;
  parameters: P;
  answer: A;
  read(input: z.infer<z.ZodObject<P, z.core.$strict>>, origin: string): Promise<z.infer<A> & object>;
};

/** Unknown and malformed parameters are refused in words, never reinterpreted. */
export function endpoint<P extends z.ZodRawShape, A extends z.ZodType>(definition: Definition<P, A>): Endpoint {
  const parameters = z.strictObject(definition.parameters);
  return {
    ...definition,
    parameters,
    read: async (input, origin) => {
      const parsed = parameters.safeParse(input);
      if (!parsed.success) throw new AppError('invalid', wordsFor(parsed.error, takenBy(definition)));
      return definition.read(parsed.data, origin);
    },
  };
}

/** The query parameters of the address. */
function takenBy({ path, parameters }: { path: string; parameters: object }): string[] {
  return Object.keys(parameters).filter((name) => !path.includes(`{${name}}`));
}

function wordsFor(error: z.ZodError, taken: readonly string[]): string {
  return error.issues.map((issue) => sentenceFor(issue, taken)).join(' ');
}

/** Characters of an untrusted name. */
const nameMax = 60;

function sentenceFor(issue: z.core.$ZodIssue, taken: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    const [name = '', ...others] = issue.keys;
    const shown = JSON.stringify(name.length > nameMax ? `${name.slice(0, nameMax)}…` : name);
    const unknown = others.length > 0 ? `${shown} and ${others.length} more are` : `${shown} is`;
    return `${unknown} not known here. This address takes ${taken.length > 0 ? listOf(taken) : 'no parameters'}.`;
  }
  const name = issue.path.join('.');
  if (issue.code === 'invalid_value') return `${name} must be ${listOf(issue.values.map(String), 'or')}.`;
  if (issue.code === 'too_small') return `${name} must not be empty.`;
  if (issue.code === 'too_big') return `${name} must have at most ${issue.maximum} characters.`;
  return `${name} cannot be read.`;
}
