import { z } from 'zod';
import { AppError } from '@/lib/errors';

/** One address of the read API: what it takes and what it answers, which is also its description. */
export type Endpoint = {
  /** With the names of its parameters in braces. */
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

/** Parameters that are unknown or cannot be read are refused in words; nothing is read as something else. */
export function endpoint<P extends z.ZodRawShape, A extends z.ZodType>(definition: Definition<P, A>): Endpoint {
  const parameters = z.strictObject(definition.parameters);
  return {
    ...definition,
    parameters,
    read: async (input, origin) => {
      const parsed = parameters.safeParse(input);
      if (!parsed.success) throw new AppError('invalid', wordsFor(parsed.error));
      return definition.read(parsed.data, origin);
    },
  };
}

function wordsFor(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`)
    .join('; ');
}
