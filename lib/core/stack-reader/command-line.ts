/** A runner's options. An unknown option may take the next word, so reading stops there. */
export type Options = {
  flags: RegExp;
  valued: RegExp;
};

export type Words = {
  /** The first operand and the words after it. */
  operand: string | undefined;
  rest: string[];
  values: { option: string; value: string }[];
};

/** Splits a command line at its first operand; undefined: an unknown option makes it uncertain. */
export function splitAtOperand(args: readonly string[], options: Options): Words | undefined {
  const values: Words['values'] = [];
  let index = 0;
  while (args[index]?.startsWith('-') && args[index] !== '--') {
    const step = readOption(args[index] ?? '', args[index + 1], options);
    if (!step) return undefined;
    if (step.value !== undefined) values.push({ option: step.option, value: step.value });
    index += step.words;
  }
  if (args[index] === '--') index += 1;
  return { operand: args[index], rest: args.slice(index + 1), values };
}

/** An option with its value; `words`: how many words it takes. */
function readOption(word: string, next: string | undefined, { flags, valued }: Options) {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  if (equals > 0) return { option: word.slice(0, equals), value: word.slice(equals + 1), words: 1 };
  if (valued.test(word)) return { option: word, value: next ?? '', words: 2 };
  return flags.test(word) ? { option: word, value: undefined, words: 1 } : undefined;
}

/**
 * Base name of a program: "C:\Program Files\nodejs\npx.cmd" is "npx". A URL is no program, and the end of its path may
 * be a key.
 */
export function programOf(command: string): string {
  if (command.includes('://')) return '';
  const name = command.split(/[\\/]/).at(-1) ?? '';
  return name.replace(/\.(?:exe|cmd|bat|ps1)$/i, '');
}

/** Splits a shell line of plain words; anything that a shell would expand is not guessed. */
export function plainWords(line: string): string[] | undefined {
  return /["'`\\$;&|<>(){}*?~!#\n]/.test(line) ? undefined : line.split(/\s+/).filter(Boolean);
}
