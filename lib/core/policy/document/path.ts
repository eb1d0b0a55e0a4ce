/** One step from a value to a part of it: a key, an index, or every element. */
export type Step = { kind: 'key'; key: string } | { kind: 'index'; index: number } | { kind: 'each' };

/** Steps of one path; bounds the recursion of the matcher. */
const STEPS_MAX = 32;

const step = /\.([\p{L}_$][\p{L}\p{N}_$-]*)|\[(\d{1,6})\]|(\[\*\])|\[("(?:[^"\\]|\\.)*")\]/uy;

/** Reads `args.a[0]["odd.key"][*]`; null when it is not a path or longer than 32 steps. Never throws. */
export function parsePath(text: string): Step[] | null {
  if (!text.startsWith('args')) return null;
  const steps: Step[] = [];
  let at = 'args'.length;
  while (at < text.length) {
    step.lastIndex = at;
    const found = step.exec(text);
    const next = found && readStep(found);
    if (!next || steps.length === STEPS_MAX) return null;
    steps.push(next);
    at = step.lastIndex;
  }
  return steps.length > 0 ? steps : null;
}

function readStep([, key, index, each, quoted]: RegExpExecArray): Step | null {
  if (key !== undefined) return { kind: 'key', key };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  if (each !== undefined) return { kind: 'each' };
  return readQuotedKey(quoted ?? '');
}

function readQuotedKey(quoted: string): Step | null {
  try {
    return { kind: 'key', key: String(JSON.parse(quoted)) };
  } catch {
    return null;
  }
}

/** The path that `parsePath` reads back as these steps. */
export function writePath(steps: Step[]): string {
  return `args${steps.map(writeStep).join('')}`;
}

function writeStep(one: Step): string {
  if (one.kind === 'index') return `[${one.index}]`;
  if (one.kind === 'each') return '[*]';
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(one.key) ? `.${one.key}` : `[${JSON.stringify(one.key)}]`;
}
