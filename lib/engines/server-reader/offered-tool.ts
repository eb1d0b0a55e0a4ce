import { z } from 'zod';
import { AppError } from '@/lib/base/errors';

const must = (be: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? `is missing and must be ${be}` : `must be ${be}`),
});

/** Characters of a tool's name; MCP's limit. */
const NAME_LENGTH_MAX = 128;

const text = z.string(must('a string'));
const object = z.looseObject({}, must('an object'));

/**
 * A definition as the server sends it: everything is pinned, not only what a library keeps. Null for an optional member
 * counts as absent.
 */
const OfferedTool = z.looseObject(
  {
    name: text
      .min(1, 'must not be empty')
      .max(NAME_LENGTH_MAX, `is longer than the ${NAME_LENGTH_MAX} characters that MCP allows`),
    title: text.nullish(),
    description: text.nullish(),
    inputSchema: z.looseObject(
      {
        type: z.literal('object', 'must be "object"'),
        properties: object.nullish(),
        required: z.array(text, must('a list of strings')).nullish(),
      },
      must('an object'),
    ),
    outputSchema: object.nullish(),
    annotations: object.nullish(),
  },
  must('an object'),
);

export type OfferedTool = z.infer<typeof OfferedTool>;

/** The members that are read; null counts as absent. */
export function readable({ name, title, description, inputSchema, annotations }: OfferedTool) {
  return {
    name,
    title: title ?? undefined,
    description: description ?? undefined,
    inputSchema,
    annotations: annotations ?? undefined,
  };
}

/** Outer blanks, odd spaces, invisible and bidirectional-control characters. */
const ODD_NAME = /^ | $|[^\S ]|[\p{C}\p{Default_Ignorable_Code_Point}]/u;
/** NUL and lone surrogates as JSON escapes: PostgreSQL stores neither. */
const NOT_STORED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;
/** UTF-8 bytes of one definition; every gateway and review page holds it whole. */
const DEFINITION_BYTES_MAX = 262_144;

/**
 * The tool at a place of the list, from 1; throws an AppError that names the tool and its problem. Nesting is bounded
 * by `readJson`.
 */
export function readOfferedTool(offered: unknown, place: number): OfferedTool {
  const result = OfferedTool.safeParse(offered);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw wrong(offered, place, `${issue?.path.join('.') || 'the definition'} ${issue?.message}`);
  }
  refuseOdd(result.data, place);
  return result.data;
}

/** A definition that cannot be reviewed or stored. */
function refuseOdd(tool: OfferedTool, place: number): void {
  if (ODD_NAME.test(tool.name)) throw wrong(tool, place, 'the name holds odd blanks or characters that cannot be seen');
  const definition = JSON.stringify(tool);
  const bytes = Buffer.byteLength(definition);
  if (bytes > DEFINITION_BYTES_MAX)
    throw wrong(tool, place, `the definition is too long: ${bytes} bytes of at most ${DEFINITION_BYTES_MAX}`);
  if (NOT_STORED.test(definition)) throw wrong(tool, place, 'the definition holds characters that cannot be stored');
}

function wrong(offered: unknown, place: number, problem: string): AppError {
  return new AppError('invalid', `its list of tools could not be read: ${calledTool(offered, place)}: ${problem}`);
}

const SHOWN_LENGTH_MAX = 60;

/** The tool's name in visible letters, or its place. */
function calledTool(offered: unknown, place: number): string {
  const name = typeof offered === 'object' && offered !== null && 'name' in offered ? offered.name : undefined;
  if (typeof name !== 'string' || name === '') return `tool number ${place}`;
  const seen = name.slice(0, SHOWN_LENGTH_MAX).replace(/[^\x21-\x7e ]/gu, '?');
  return `tool "${seen}${name.length > SHOWN_LENGTH_MAX ? '…' : ''}"`;
}
