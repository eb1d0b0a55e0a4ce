import { expect, test } from 'vitest';
import { weakness } from './weak-password';

const email = 'ada.lovelace@analytical.example';

test.each([
  '1234567890',
  'password123',
  'Password123!',
  'P@ssw0rd2024',
  'qwertyuiop',
  '1q2w3e4r5t',
  'basketball',
  '!!Basketball99',
  'welcome2025!',
  'aaaaaaaaaaaa',
  'abababababab',
  'passwordpassword',
  'zxcvbnm123456',
  'qweasdzxc1234',
  'abcdefghijkl',
  '98765432109',
  '2024-11-28-12',
  'adalovelace',
  'Ada.Lovelace1',
  'ada-lovelace-analytical',
  'policylayer',
  'PolicyLayer1!',
  'policylayer-ada',
  'ｐａｓｓｗｏｒｄ123',
])('%s is refused', async (password) => {
  expect(await weakness(password, email)).toEqual(expect.any(String));
});

test.each([
  'a long enough password',
  'correct horse battery',
  'another password',
  'Tr0ub4dor&3-zebra',
  'my ada dog runs far away',
  'k7Qz-9fLm2-Xw',
  'пароль из четырёх слов',
  `${'x'.repeat(5)}violet harbour`,
])('%s is accepted', async (password) => {
  expect(await weakness(password, email)).toBeNull();
});
