import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/base/database/client';
import { freshDatabase } from '@/lib/base/database/fresh-database';
import { sendContactMessage } from './send-message';

const message = { name: 'Ada', email: 'ada@example.com', message: 'Hello', page: '/contact' };

beforeAll(async () => {
  await freshDatabase();
});

test('a message is stored with the page it was sent from', async () => {
  await sendContactMessage(message, '192.0.2.1');
  expect(await db().contactMessage.findMany()).toMatchObject([message]);
});

test('a message with a wrong field is refused by that field, not stored and not counted', async () => {
  for (let round = 0; round < 10; round += 1) {
    const refused = sendContactMessage({ ...message, email: 'ada' }, '192.0.2.2');
    await expect(refused).rejects.toMatchObject({ code: 'invalid', fieldErrors: { email: [expect.any(String)] } });
  }
  await sendContactMessage({ ...message, page: 'https://example.net' }, '192.0.2.2');
  expect(await db().contactMessage.findMany({ where: { page: null } })).toHaveLength(1);
});

test('a message that cannot be stored is refused by its field', async () => {
  const refused = sendContactMessage({ ...message, message: 'a\0b' }, '192.0.2.4');
  await expect(refused).rejects.toMatchObject({ fieldErrors: { message: ['Remove the invisible characters.'] } });
});

test('the sixth message of an address within an hour is refused and not stored', async () => {
  const before = await db().contactMessage.count();
  for (let round = 0; round < 5; round += 1) await sendContactMessage(message, '192.0.2.3');
  await expect(sendContactMessage(message, '192.0.2.3')).rejects.toMatchObject({ code: 'rate_limited' });
  expect(await db().contactMessage.count()).toBe(before + 5);
});

test('however many others write, an address can still send its five', async () => {
  for (let network = 0; network < 60; network += 1) {
    for (let round = 0; round < 5; round += 1) await sendContactMessage(message, `10.1.${network}.1`);
  }
  await sendContactMessage({ ...message, message: 'Still heard' }, '192.0.2.77');
  expect(await db().contactMessage.count({ where: { message: 'Still heard' } })).toBe(1);
});

test('when too many are kept, the network that sent the most loses its oldest', async () => {
  await db().contactMessage.deleteMany();
  await sendContactMessage({ ...message, message: 'One of few' }, '192.0.2.90', 6);
  for (let sender = 0; sender < 12; sender += 1) {
    await sendContactMessage({ ...message, message: `Crowd ${sender}` }, `198.51.100.${sender}`, 6);
  }
  const kept = (await db().contactMessage.findMany({ orderBy: { createdAt: 'asc' } })).map((row) => row.message);
  expect(kept).toEqual(['One of few', 'Crowd 7', 'Crowd 8', 'Crowd 9', 'Crowd 10', 'Crowd 11']);
});

test('no address is stored', async () => {
  await sendContactMessage(message, '203.0.113.42');
  expect(JSON.stringify(await db().contactMessage.findMany())).not.toContain('203.0.113');
});
