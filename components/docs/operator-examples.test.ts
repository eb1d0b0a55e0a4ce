import { expect, test } from 'vitest';
import { compileCondition } from '@/lib/core/policy/compile/condition';
import { Condition } from '@/lib/core/policy/document/schema';
import { operatorExamples } from './operator-examples';

test('every operator of the grammar has its example', () => {
  const known = Condition.def.options.flatMap((option) => option.shape.op.options);
  expect(operatorExamples.map(({ condition }) => condition.op).sort()).toEqual([...known].sort());
});

for (const { condition, holds, fails, unclear } of operatorExamples) {
  test(`the documentation says of ${condition.op} what the evaluator does`, () => {
    const { judge } = compileCondition(Condition.parse(condition), 'every');
    expect(holds.map((x) => judge({ x }))).toEqual(holds.map(() => 'true'));
    expect(fails.map((x) => judge({ x }))).toEqual(fails.map(() => 'false'));
    expect(unclear.map((x) => judge({ x }))).toEqual(unclear.map(() => 'unclear'));
    if (condition.op !== 'exists') expect(judge({})).toBe('absent');
  });
}
