import { expect, test } from 'vitest';
import { Pool } from './pool';

test('a connector that throws is an error of that exchange, which hears of it once', () => {
  const pool = new Pool(() => {
    throw new TypeError('The name cannot be connected to.');
  });
  const heard: unknown[] = [];
  pool.open({ serverId: 'server', origin: 'https://server.example' }, (...said) => heard.push(said));
  expect(heard).toEqual([[expect.any(TypeError), null]]);
  pool.close();
});
