import { expect, test } from 'vitest';
import { measureCoarse, measureLabels } from './measure';

test('macro-F1 is the mean over the categories that occur in the truth', () => {
  const measures = measureLabels([
    { truth: 'Read', found: 'Read' },
    { truth: 'Read', found: 'Write' },
    { truth: 'Write', found: 'Write' },
  ]);
  expect(measures.accuracy).toBe(0.6667);
  expect(measures.perClass.Read).toEqual({ n: 2, precision: 1, recall: 0.5, f1: 0.6667 });
  expect(measures.perClass.Write).toEqual({ n: 1, precision: 0.5, recall: 1, f1: 0.6667 });
  expect(measures.macroF1).toBe(0.6667);
  expect(measures.confusion).toEqual({ Read: { Read: 1, Write: 1 }, Write: { Write: 1 } });
});

test('Other counts as NotRead, and a NotRead tool called Read is the dangerous error', () => {
  const measures = measureCoarse([
    { truth: 'NotRead', found: 'Other' },
    { truth: 'NotRead', found: 'Read' },
    { truth: 'Read', found: 'Other' },
    { truth: 'Read', found: 'Read' },
  ]);
  expect(measures).toEqual({ n: 4, accuracy: 0.5, notReadCalledRead: 0.5 });
});

test('a category that does not occur in the truth is left out of the mean, and lowers the recall of the true one', () => {
  const measures = measureLabels([
    { truth: 'Read', found: 'Read' },
    { truth: 'Read', found: 'Other' },
  ]);
  expect(Object.keys(measures.perClass)).toEqual(['Read']);
  expect(measures.macroF1).toBe(0.6667);
});

test('measuring nothing gives 0 of 0', () => {
  expect(measureLabels([])).toMatchObject({ n: 0, accuracy: 0, macroF1: 0, perClass: {}, confusion: {} });
});
