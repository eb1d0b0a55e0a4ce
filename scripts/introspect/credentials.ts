/** Settings in a server's complaint: upper case with an underscore, with an ending such as _KEY. */
const settingName =
  /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PASSWORD|PASS|PAT|CREDENTIALS?|URLS?|URI|HOST|HOSTNAME|ENDPOINT|DOMAIN|SITE|ID|IDS|SID|EMAIL|USER|USERNAME|LOGIN|NAME|ORG|ORGANIZATION|ACCOUNT|WORKSPACE|PROJECT|TEAM|REGION|PORT|PATH|DIR|FILE|DATABASE|DB|ENV|ENVIRONMENT|INSTANCE|SERVER|SUBDOMAIN|STORE|SHOP|CLIENT|REALM|TENANT|NAMESPACE|VERSION)\b/g;

const values: readonly (readonly [RegExp, string])[] = [
  [/_(URLS?|URI|ENDPOINT)$/, 'https://service.example.com'],
  [/_(HOST|HOSTNAME|DOMAIN|SITE)$/, 'service.example.com'],
  [/_EMAIL$/, 'someone@example.com'],
  [/_PORT$/, '8443'],
  [/_(PATH|DIR|FILE)$/, '/tmp'],
];

/** Dummy values for settings that a complaint names and `known` does not have. */
export function inventSettings(complaint: string, known: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set(complaint.match(settingName) ?? []);
  const wanted = [...names].filter((name) => !(name in known) && !/^(NODE|NPM|ERR)_/.test(name));
  return Object.fromEntries(
    wanted.slice(0, 20).map((name) => [name, values.find(([ending]) => ending.test(name))?.[1] ?? 'no-credential']),
  );
}
