import { expect, test } from 'vitest';
import { deviceName } from './device-name';

const mozilla = 'Mozilla/5.0';

test.each([
  [`${mozilla} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox on Linux'],
  [`${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36`, 'Chrome on Windows'],
  [`${mozilla} (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge on Windows'],
  [
    `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15`,
    'Safari on macOS',
  ],
  [`${mozilla} (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
  [`${mozilla} (iPad; CPU OS 18_5 like Mac OS X) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, 'Chrome on iPad'],
  [
    `${mozilla} (Linux; Android 15; SM-S931B) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile`,
    'Samsung Internet on Android',
  ],
  [`${mozilla} (X11; CrOS x86_64 14541.0.0) Chrome/140.0.0.0 Safari/537.36 OPR/120.0.0.0`, 'Opera on ChromeOS'],
  [`${mozilla} (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36`, 'Chrome on Linux'],
  ['a new browser (Windows)', 'A browser on Windows'],
  ['Firefox/140.0', 'Firefox'],
  ['curl/8.14.1', 'Unknown device'],
  ['', 'Unknown device'],
  [null, 'Unknown device'],
])('%s is %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

test('nothing that a client sends is in the name, and a long header is not read to its end', () => {
  expect(deviceName('<script>alert(1)</script> Firefox/1')).toBe('Firefox');
  expect(deviceName(`${'x'.repeat(100_000)} Firefox/1 Linux`)).toBe('Unknown device');
});
