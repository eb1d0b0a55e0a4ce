import { expect, test } from 'vitest';
import { measureCoarse, measureLabels } from './measure';

test('macro-F1 is the mean over the categories that occur in the truth', () => {
  const measures = measureLabels([
    { item: 1, truth: 'Read', found: 'Read' },
    { item: 2, truth: 'Read', found: 'Write' },
    { item: 3, truth: 'Write', found: 'Write' },
  ]);
  expect(measures.accuracy).toBe(0.6667);
  expect(measures.perClass.Read).toEqual({ n: 2, precision: 1, recall: 0.5, f1: 0.6667 });
  expect(measures.perClass.Write).toEqual({ n: 1, precision: 0.5, recall: 1, f1: 0.6667 });
  expect(measures.macroF1).toBe(0.6667);
  expect(measures.confusion).toEqual({ Read: { Read: 1, Write: 1 }, Write: { Write: 1 } });
});

test('Other counts as NotRead, and only a NotRead tool called Read is the dangerous error', () => {
  const measures = measureCoarse([
    { item: 1, truth: 'NotRead', found: 'Other' },
    { item: 2, truth: 'NotRead', found: 'Read' },
    { item: 3, truth: 'Read', found: 'Other' },
    { item: 4, truth: 'Read', found: 'Read' },
  ]);
  expect(measures).toEqual({ n: 4, accuracy: 0.5, notReadCalledRead: 0.5 });
});
