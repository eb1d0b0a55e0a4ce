import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineFigures } from './engine-figures';

test.each(Object.entries(engineFigures))('the documented figure %s is the one in the source', (_, figure) => {
  const { value, file, after, per = 1 } = figure;
  const [, ...rests] = readFileSync(join(process.cwd(), file), 'utf8').split(after);
  const products = rests.flatMap((rest) => /^\d[\w *]*/.exec(rest)?.[0] ?? []);
  const factors = products.map((product) =>
    product.split('*').map((factor) => Number(factor.replace('MINUTE_MS', '60000').replaceAll('_', ''))),
  );
  expect(factors.map((numbers) => numbers.reduce((one, other) => one * other))).toEqual([value * per]);
});
