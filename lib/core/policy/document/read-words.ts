import type * as z from 'zod/mini';

const types: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const counted = (count: number | bigint, unit: string) => `${count} ${unit}${Number(count) === 1 ? '' : 's'}`;

/** What JSON writes as 1e999. */
const tooGreat = 'must be a number that is not infinite';

/** What is wrong with a value, to follow "This": of everything that the schema does not word itself. */
export function problemWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === Number.POSITIVE_INFINITY || issue.input === Number.NEGATIVE_INFINITY) return tooGreat;
      return `must be ${types[issue.expected] ?? 'something else'}`;
    case 'invalid_value':
      return `must be ${issue.values
        .map((value) => JSON.stringify(value))
        .join(', ')
        .replace(/, ([^,]*)$/, ' or $1')}`;
    case 'too_small':
      if (issue.origin === 'number') return `must be at least ${issue.minimum}`;
      return 'must not be empty';
    case 'too_big':
      if (issue.origin === 'number') return `must be at most ${issue.maximum}`;
      if (issue.origin === 'array') return `must have at most ${counted(issue.maximum, 'element')}`;
      return `must be at most ${counted(issue.maximum, 'character')} long`;
    default:
      return 'cannot be used here';
  }
}
