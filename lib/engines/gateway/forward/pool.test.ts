import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Connect, Pool } from './pool';

test('a connector that throws is an error of that exchange, which hears of it once', () => {
  const pool = new Pool(() => {
    throw new TypeError('The name cannot be connected to.');
  });
  const heard: unknown[] = [];
  pool.open({ targetId: 'server', origin: 'https://server.example' }, (...said) => heard.push(said));
  expect(heard).toEqual([[expect.any(TypeError), null]]);
  pool.close();
});

test('sockets of a server are bounded from the attempt to connect until they are closed, whoever still waits', () => {
  const sockets: { answer: (error: Error | null) => void; socket: Socket }[] = [];
  const connect: Connect = (_, answered) => {
    const socket = new Socket();
    sockets.push({ answer: (error) => (error ? answered(error, null) : answered(null, socket)), socket });
  };
  const pool = new Pool(connect, 2);
  const heard: string[] = [];
  const target = { targetId: 'server', origin: 'https://server.example' };
  const open = (to = target) => pool.open(to, (error) => heard.push(error?.name ?? 'open'));
  const [refused, opened] = [['TooManySockets'], ['open']];
  open();
  open();
  open();
  expect(heard.splice(0)).toEqual(refused);
  open({ ...target, targetId: 'other' });
  expect(heard).toEqual([]);
  sockets[0]?.answer(new Error('It did not answer.'));
  sockets[1]?.answer(null);
  expect(heard.splice(0)).toEqual(['Error', ...opened]);
  open();
  open();
  expect(heard.splice(0)).toEqual(refused);
  sockets[1]?.socket.emit('close');
  open();
  expect(heard).toEqual([]);
  pool.close();
});
