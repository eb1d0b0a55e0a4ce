import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PersistentMap } from './persistent-map';

test('it holds what a Map would hold after any changes, and every earlier state stays as it was', () => {
  const change = fc.tuple(fc.constantFrom('', 'a', 'é', '0', '00ff', 'xff', '1-00ff', 'zz'), fc.option(fc.nat()));
  fc.assert(
    fc.property(fc.array(fc.array(change)), (batches) => {
      let map = PersistentMap.empty as PersistentMap<number>;
      const plain = new Map<string, number>();
      const states: [PersistentMap<number>, [string, number][]][] = [];
      for (const batch of batches) {
        map = map.with(batch.map(([key, value]) => [key, value ?? undefined]));
        for (const [key, value] of batch) value === null ? plain.delete(key) : plain.set(key, value);
        states.push([map, [...plain]]);
      }
      for (const [state, entries] of states) {
        expect(state.size).toBe(entries.length);
        for (const [key, value] of entries) expect(state.get(key)).toBe(value);
      }
    }),
  );
});

test('a change shares every row that it does not touch', () => {
  const keys = Array.from({ length: 5_000 }, (_, at) => hash('sha256', String(at)));
  const before = (PersistentMap.empty as PersistentMap<number>).with(keys.map((key, at) => [key, at]));
  const after = before.with([[keys[0]!, -1]]);
  expect(after.rows.filter((row, at) => row !== before.rows[at])).toHaveLength(1);
  expect([before.get(keys[0]!), after.get(keys[0]!), after.size]).toEqual([0, -1, 5_000]);
});
