import { z } from 'zod';
import { AppError } from '@/lib/base/errors';

const must = (be: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? `is missing and must be ${be}` : `must be ${be}`),
});

/** Characters of a tool's name; MCP asks for at most as many. */
const NAME_LENGTH_MAX = 128;

const text = z.string(must('a string'));
const object = z.looseObject({}, must('an object'));

/**
 * A definition as the server offers it: what is pinned is everything it said, not what a library kept of it. Null for an
 * optional member is read as if it were absent.
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

/** What is read of a definition, with null as the absence that it means. */
export function readable({ name, title, description, inputSchema, annotations }: OfferedTool) {
  return {
    name,
    title: title ?? undefined,
    description: description ?? undefined,
    inputSchema,
    annotations: annotations ?? undefined,
  };
}

/** What no name needs: blanks around it and odd ones within, what nobody sees, and what reverses the letters around it. */
const ODD_NAME = /^ | $|[^\S ]|[\p{C}\p{Default_Ignorable_Code_Point}]/u;
/** NUL and halves of pairs, as JSON writes them: PostgreSQL stores neither. */
const NOT_STORED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;
/** Of one definition in UTF-8; every gateway and every page of a review holds it whole. */
const DEFINITION_BYTES_MAX = 262_144;

/** The tool at a place of a server's list, counted from 1, as deep as `readJson` reads at most; throws an AppError that names the tool and what is wrong with it. */
export function readOfferedTool(offered: unknown, place: number): OfferedTool {
  const result = OfferedTool.safeParse(offered);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw wrong(offered, place, `${issue?.path.join('.') || 'the definition'} ${issue?.message}`);
  }
  refuseOdd(result.data, place);
  return result.data;
}

/** A definition that a person could not review, or that could not be kept. */
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

/** The tool by its name, in letters that can be seen, or by its place where it has none. */
function calledTool(offered: unknown, place: number): string {
  const name = typeof offered === 'object' && offered !== null && 'name' in offered ? offered.name : undefined;
  if (typeof name !== 'string' || name === '') return `tool number ${place}`;
  const seen = name.slice(0, SHOWN_LENGTH_MAX).replace(/[^\x21-\x7e ]/gu, '?');
  return `tool "${seen}${name.length > SHOWN_LENGTH_MAX ? '…' : ''}"`;
}
