/** The first that matches counts: browsers also claim to be those they descend from. */
const browsers: readonly [RegExp, string][] = [
  [/\b(Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(OPR|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Characters of a User-Agent header that are looked at. */
const READ_MAX = 512;

/**
 * "Firefox on Linux" for a User-Agent header, in words of these tables alone: nothing that a client sends is stored or
 * shown. Only a hint, since a client can send any header.
 */
export function deviceName(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, READ_MAX);
  const browser = first(browsers, text);
  const system = first(systems, text);
  if (!browser && !system) return 'Unknown device';
  if (!system) return browser ?? '';
  return `${browser ?? 'A browser'} on ${system}`;
}

function first(table: readonly [RegExp, string][], text: string): string | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}
