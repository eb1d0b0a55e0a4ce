import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import type { ClassRules } from '@/lib/core/policy/document/schema';
import { decideResource, decideTemplate, isTemplateListed } from './decide-classes';

const compiled = (resources: ClassRules) => compilePolicy({ version: '1', default: 'deny', resources });
const ruleOf = (resources: ClassRules, uri: string) => decideResource(compiled(resources), uri).rule || 'allowed';

describe('a pattern of deny closes the spellings of a URI that servers read alike', () => {
  test.each<[pattern: string, uris: string[]]>([
    [
      'file:///secret/*',
      [
        'file://x/secret/a',
        'file://127.0.0.1/secret/a',
        'file://localhost/secret/a',
        'file:%2f%2fx/secret/a',
        'file:secret/a',
        'file:////x/secret/a',
        '/secret/a',
        'URL:file:///secret/a',
        'url:URL:file:///secret/a',
        '<file:///secret/a>',
        '<URL:file:///secret/a>',
        '%3Cfile:///secret/a%3E',
        'jar:file:///secret/a',
        'file:///secret%20/a',
        'file:///secret./a',
        'file:///secret+/a',
        'file:///%20secret/a',
        'file:///%20/secret/a',
        'file:///secret\u00a0/a',
        'file:///secret\u3000/a',
        'file:///secret;x=1/a',
        'file:///secret%3bx/a',
        'file:///secret:$DATA/a',
        'file:///secret::$INDEX_ALLOCATION/a',
        'file:///%u0073ecret/a',
        'file:///%25u0073ecret/a',
        'file:///secret\u2215a',
      ],
    ],
    ['docs:///secret/*', ['docs://x/secret/a', 'docs:/secret/a', 'docs://x:1/secret/a']],
    ['file://localhost/secret/*', ['file:///secret/a', 'file:/secret/a', 'file://127.0.0.1/secret/a']],
    ['file://*/secret/*', ['FILE:///secret/a', 'FILE://x/secret/a']],
    [
      'db://prod/*',
      [
        'db://user@prod/a',
        'db://user:pass@prod/a',
        'db://a@b@prod/a',
        'db://prod:5432/a',
        'db://prod:/a',
        'db://user%40prod/a',
        'db://user@prod:5432/a',
        'db://prod./a',
        'db://prod./',
        'db:prod/a',
        'db://prod;x/a',
        'URL:db://user@PROD:5432/a',
      ],
    ],
    ['db://prod:5432/*', ['db://prod/a', 'db://user@prod:5432/a', 'db:/prod/a']],
    ['https://vault.example:443/*', ['https://vault.example/a', 'https://VAULT.example:443/a']],
    ['https://vault.example/*', ['https://vault.example:8443/a', 'https://vault.example.:8443/a']],
    [
      'https://h.example/secret',
      [
        'https://h.example/secret;x',
        'https://h.example/secret;x=1?y#z',
        'https://h.example/secret%3bx',
        'https://h.example/secret\uff1bx',
        'https://h.example:443/secret%20',
        'https://h.example/secret/',
      ],
    ],
    ['memo://keys', ['memo:keys', 'memo:/keys', 'memo://keys;a', 'memo://keys.', 'memo://keys%20', 'memo://keys+']],
    ['memo:keys', ['memo://keys', 'memo:///keys', 'MEMO:Keys;a']],
    ['*:keys', ['memo://KEYS', 'MEMO:keys']],
    ['*//vault/*', ['DB://vault/a']],
    ['note://a/b c', ['note://a/b+c', 'note://a/b%2bc', 'note://a/b%20c', 'note://a/b\u00a0c']],
    ['note://a/b+c', ['note://a/b c', 'note://a/b%20c', 'note://a/B+C']],
    ['note://stra\u00dfe', ['note://STRASSE', 'note://strasse']],
  ])('%s', (pattern, uris) => {
    const rules: ClassRules = { default: 'allow', deny: [pattern] };
    for (const uri of uris) expect([uri, ruleOf(rules, uri)]).toEqual([uri, '/resources/deny/0']);
  });

  test('and no other URI', () => {
    const deny = [
      'file:///secret/*',
      'file://share/*',
      'db://prod:5432/*',
      'https://h.example/secret',
      'memo://keys',
      'db:/t/*',
    ];
    for (const uri of [
      'file:///public/secret/a',
      'file:///docs/my%20file.txt',
      'file:///C:/secrets/a',
      'file://other/docs/a',
      'db://prod:5433/a',
      'db://user@test:5432/a',
      'postgres://user@host:5432/db?sslmode=require',
      'https://h.example:8443/secrets',
      'https://h.example/secret/below',
      'memo://insights',
      'memo://x/keys',
      'mailto:a@b.example',
      'urn:isbn:0451450523',
      'repo://owner/name/compare/main...dev',
      'note://a/b%2Bc?q=100%25',
    ]) {
      expect([uri, ruleOf({ default: 'allow', deny }, uri)]).toEqual([uri, 'allowed']);
    }
  });
});

test('segments of dots and blanks are unclear, however they are encoded', () => {
  const segments = ['.. ', '..%20', '..\u00a0', '..\u3000', '%20..', '. .', '...', '..+', '..%2e', '..%20;x'];
  const encoded = ['%u002e%u002e', '%25u002e%25u002e', '\u2025', '..\u2215', '..%u2215', '\u2024\u2024', '..\u2216'];
  for (const segment of [...segments, ...encoded]) {
    const uri = `file:///public/${segment}/secret`;
    for (const rules of [
      { default: 'deny', allow: ['file:///public/*'] },
      { default: 'allow', deny: ['file:///secret/*'] },
    ] satisfies ClassRules[]) {
      expect([uri, ruleOf(rules, uri)]).toEqual([uri, '(unclear URI)']);
    }
  }
});

test('a pattern of allow that spells an ordinary URI opens it', () => {
  for (const [pattern, uri] of [
    ['postgres://user@host:5432/*', 'postgres://user@host:5432/db'],
    ['postgres://*', 'postgres://user:pass@host:5432/db?sslmode=require'],
    ['https://docs.example:8443/*', 'https://docs.example:8443/a?b=1#c'],
    ['file:///C:/*', 'file:///C:/x'],
    ['file://server/share/*', 'file://server/share/a.txt'],
    ['memo://insights', 'memo://insights'],
    ['memo:insights', 'memo:insights'],
    ['file:///docs/*', 'file:///docs/my%20file.txt'],
    ['file:///docs/*', 'file:///docs/my file+copy (1) [2].v1.2.txt'],
    ['file:///docs/*', 'file:///docs/.hidden/..a/b..'],
    ['file:///docs/*', 'file:///docs/Caf\u00e9/\u65e5\u672c\u8a9e.md'],
    ['mailto:*', 'mailto:a@b.example'],
    ['urn:*', 'urn:isbn:0451450523'],
    ['screen://*', 'screen://localhost:8080/1;w=2'],
    ['git+ssh://*', 'git+ssh://git@host/repo.git'],
    ['x://*', 'x://a/b?range=1...5&q=a+b%25'],
    ['insights', 'insights'],
  ] as const) {
    expect([uri, ruleOf({ default: 'deny', allow: [pattern] }, uri)]).toEqual([uri, 'allowed']);
  }
});

const respellings: ((uri: string) => string)[] = [
  (uri) => uri.toUpperCase(),
  (uri) => uri.replace('prod', 'pro%64'),
  (uri) => uri.replace('prod', '\uff50rod'),
  (uri) => uri.replace(/%/g, '%25'),
  (uri) => uri.replace('://', '://user@'),
  (uri) => uri.replace(/(:\/\/[^/]*)/, (host) => (host.includes(':1') ? host : `${host}:15`)),
  (uri) => uri.replace('://', ':'),
  (uri) => uri.replace('://', ':///'),
  (uri) => `URL:${uri}`,
  (uri) => `<${uri}>`,
  (uri) => `${uri}#part`,
  (uri) => `${uri}/`,
  (uri) => uri.replace('secret', 'secret;v=1'),
  (uri) => uri.replace('secret', 'secret%20'),
  (uri) => uri.replace('secret', 'secret.'),
  (uri) => uri.replace('a b', 'a+b'),
  (uri) => uri.replace('a b', 'a%20b'),
];

test('a closed URI is refused in whatever way its respellings are combined', () => {
  const rules = compiled({ default: 'allow', deny: ['db://prod/secret/*', 'db://prod/a b'] });
  const picks = fc.array(fc.constantFrom(...respellings), { maxLength: 4 });
  const uris = fc.constantFrom<string[]>('db://prod/secret/a', 'db://prod/a b');
  const property = fc.property(uris, picks, (uri, respell) => {
    const spelt = respell.reduce<string>((text, change) => change(text), uri);
    expect([spelt, decideResource(rules, spelt).outcome]).toEqual([spelt, 'deny']);
  });
  fc.assert(property, { numRuns: 3_000, seed: 20_261_129 });
});

test('a template is completed only where no expansion of it is closed or unclear', () => {
  const look = (rules: ClassRules, template: string) => {
    const policy = compiled(rules);
    return [isTemplateListed(policy, template), decideTemplate(policy, template).outcome];
  };
  const open: ClassRules = { default: 'deny', allow: ['file:///public/*', 'db://t/*'] };
  expect(look(open, 'file:///public/{p}')).toEqual([true, 'allow']);
  expect(look(open, 'file:///public/{name}.{ext}')).toEqual([true, 'allow']);
  expect(look(open, 'db://t/{x}/rows')).toEqual([true, 'allow']);
  for (const template of [
    'file:///public/{p}/../../{q}',
    'file:///public/{p}/%2e%2e/{q}',
    'file:///public/{p}/..%20/{q}',
    'file:///public/{p}/%u002e%u002e/{q}',
  ]) {
    expect([template, ...look(open, template)]).toEqual([template, false, 'deny']);
  }
  for (const template of ['file:///public/..{p}', 'file:///public/{p}../{q}', 'file:///public/%2{p}']) {
    expect([template, look(open, template)[1]]).toEqual([template, 'deny']);
  }
  const closed: ClassRules = { default: 'allow', deny: ['file:///secret/*', 'db://prod/*', 'file:///caf\u00e9/*'] };
  for (const template of [
    'file://{host}/{p}',
    'file://x{p}',
    'file://x/{p}',
    'file:///%7{x}ecret/{p}',
    'file:///secret%20{p}',
    'file:///secret;{v}',
    'file:///secret:{v}',
    'file:///cafe{p}',
    'db://us{x}',
    'db://prod:{port}/a',
    'URL:{uri}',
    'ur{x}',
  ]) {
    expect([template, look(closed, template)[1]]).toEqual([template, 'deny']);
  }
  for (const template of ['file:///docs/{p}', 'db://test/{t}', 'memo://notes/{id}', 'file:///docs/report.{ext}']) {
    expect([template, ...look(closed, template)]).toEqual([template, true, 'allow']);
  }
});

test('a URI of which there are too many long forms is refused', () => {
  const rules: ClassRules = { default: 'allow', deny: ['db://prod/*'] };
  expect(ruleOf(rules, `db://u@h:1/${'a'.repeat(8_000)}`)).toBe('allowed');
  expect(ruleOf(rules, `db://u@h:1/a.;b/${'a'.repeat(8_000)}?b#c`)).toBe('(unclear URI)');
});
