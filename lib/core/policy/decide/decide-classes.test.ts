import { describe, expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import type { ClassRules, Policy } from '@/lib/core/policy/document/schema';
import { decidePrompt, decideResource, decideTemplate, isTemplateListed } from './decide-classes';

const base: Policy = { version: '1', default: 'deny' };
const resources = (rules: ClassRules) => compilePolicy({ ...base, resources: rules });
const prompts = (rules: ClassRules) => compilePolicy({ ...base, prompts: rules });
const ruleFor = (rules: ClassRules, uri: string) => decideResource(resources(rules), uri).rule || 'allowed';

test('a policy without classes allows every resource and prompt, and no policy none', () => {
  for (const uri of ['file:///a', 'file:///a/../b', '', '\ud800', 'x'.repeat(100_000)]) {
    expect(decideResource(compilePolicy(base), uri).outcome).toBe('allow');
    expect(decidePrompt(compilePolicy(base), uri).outcome).toBe('allow');
    expect([decideResource(null, uri).rule, decidePrompt(null, uri).rule]).toEqual(['(no policy)', '(no policy)']);
  }
});

test('deny wins over allow, and allow over the default', () => {
  const rules: ClassRules = { default: 'deny', allow: ['file:///docs/*'], deny: ['*.key', 'file:///docs/private/*'] };
  expect(ruleFor(rules, 'file:///docs/a.md')).toBe('allowed');
  expect(ruleFor(rules, 'file:///docs/a.key')).toBe('/resources/deny/0');
  expect(ruleFor(rules, 'file:///docs/private/a')).toBe('/resources/deny/1');
  expect(ruleFor(rules, 'file:///etc/passwd')).toBe('/resources/default');
  expect(ruleFor({ default: 'allow', deny: ['*.key'] }, 'file:///a')).toBe('allowed');
  expect(ruleFor({ default: 'allow', deny: ['*.key'] }, 'file:///a.key')).toBe('/resources/deny/0');
});

test('a star stands for any run of characters, slashes too, and a question mark for itself', () => {
  const rules: ClassRules = { default: 'deny', allow: ['db://t?/*', 'x://q?a=1'] };
  expect(ruleFor(rules, 'db://t?/a/b')).toBe('allowed');
  expect(ruleFor(rules, 'db://t1/a')).toBe('/resources/default');
  expect(ruleFor(rules, 'x://q?a=1')).toBe('allowed');
});

describe('a pattern of deny closes what some server may read as it names', () => {
  const secret: ClassRules = { default: 'allow', deny: ['file:///secret/*', 'https://vault.example/*', 'memo://Keys'] };
  test.each([
    'file:///secret/a',
    'FILE:///secret/a',
    'file:/secret/a',
    'file://localhost/secret/a',
    'file:///SECRET/a',
    'file:///%73ecret/a',
    'file:///%2573ecret/a',
    'file:///secret%2Fa',
    'file:///secret%2fa?x',
    'file:///ｓecret/a',
    'https://vault.example/a',
    'https://VAULT.example/a',
    'https://vault.example:443/a',
    'https://vault.example./a',
    'https://vault。example/a',
    'https:/vault.example/a',
    'https:vault.example/a',
    'https://vault%2Eexample/a',
    'memo://keys',
    'memo://KEYS/',
    'memo://Keys#top',
    'memo://Keys?all',
    'memo:///Keys',
  ])('%s', (uri) => {
    expect(ruleFor(secret, uri)).toMatch(/^\/resources\/deny\/\d$/);
  });
});

describe('what programs read in different ways is refused where patterns decide', () => {
  const unclear = [
    'file:///docs/../secret/a',
    'file:///docs/./a',
    'file:///docs/..',
    'file:///docs/%2e%2e/secret/a',
    'file:///docs/.%2E/secret/a',
    'file:///docs/..%2fsecret/a',
    'file:///docs/%252e%252e/secret/a',
    'file:///docs/..;x/secret/a',
    'file:///docs/．．/secret/a',
    'file:///docs/%c0%ae%c0%ae/secret',
    'file:///docs/%ff',
    'file:///docs/%00',
    'file:///docs//a',
    'file:///docs\\..\\a',
    'file:///docs/a\tb',
    'file:///docs/se\u00adcret',
    ' file:///docs/a',
    'file:///docs/a ',
    '',
    'file:///docs/\ud800',
    'https://user@docs.example/a',
    'https://docs.example:99999/a',
    `file:///docs/${'a'.repeat(9_000)}`,
    'file:///docs/%2525252525252561',
  ];
  test.each(unclear)('%j', (uri) => {
    expect(ruleFor({ default: 'allow', deny: ['file:///secret/*'] }, uri)).toBe('(unclear URI)');
    const opening: ClassRules = { default: 'deny', allow: ['file:///docs/*', 'https://docs.example/*', '*'] };
    expect(ruleFor(opening, uri)).toBe('(unclear URI)');
  });

  test('and no pattern, no doubt: the default decides alone', () => {
    for (const uri of unclear) {
      expect(ruleFor({ default: 'allow' }, uri)).toBe('allowed');
      expect(ruleFor({ default: 'allow', allow: ['file:///docs/*'] }, uri)).toBe('allowed');
      expect(ruleFor({ default: 'deny' }, uri)).toBe('/resources/default');
    }
  });
});

test('a pattern of allow opens only what it spells', () => {
  const rules: ClassRules = { default: 'deny', allow: ['file:///docs/*', 'memo://Notes'] };
  expect(ruleFor(rules, 'file:///docs/a b%20c+ü.md')).toBe('allowed');
  expect(ruleFor(rules, 'file:///docs/cafe\u0301')).toBe('allowed');
  expect(ruleFor(rules, 'memo://Notes')).toBe('allowed');
  for (const uri of ['FILE:///docs/a', 'file:///DOCS/a', 'file:///%64ocs/a', 'memo://notes', 'memo://Notes#a']) {
    expect([uri, ruleFor(rules, uri)]).toEqual([uri, '/resources/default']);
  }
});

test('a star that is a character of a URI does not become one that stands for anything', () => {
  const rules: ClassRules = { default: 'allow', deny: ['db://a%2Ab'] };
  expect(ruleFor(rules, 'db://a*b')).toBe('/resources/deny/0');
  expect(ruleFor(rules, 'db://a%2ab')).toBe('/resources/deny/0');
  expect(ruleFor(rules, 'db://aXb')).toBe('allowed');
});

test('a pattern of deny closes every name that some server may take for a prompt that it names', () => {
  const rules: ClassRules = { default: 'allow', deny: ['admin', 'adm-*', '*key'] };
  const rule = (name: string) => decidePrompt(prompts(rules), name).rule || 'allowed';
  for (const name of [
    'ADMIN',
    'admin ',
    ' admin',
    '\uff41dmin',
    'admin\0',
    'admin\0x',
    'admin\u200b',
    'adm\u00adin',
    'admin\n',
  ])
    expect([name, rule(name)]).toEqual([name, '/prompts/deny/0']);
  expect([rule('ADM-x'), rule('Adm-'), rule('\u212aEY'), rule('my Key ')]).toEqual([
    '/prompts/deny/1',
    '/prompts/deny/1',
    '/prompts/deny/2',
    '/prompts/deny/2',
  ]);
  expect([rule('administer'), rule('ad min'), rule('keys')]).toEqual(['allowed', 'allowed', 'allowed']);
  expect(rule('\u1f80\u0316')).toBe('(unclear name)');
});

test('a pattern of allow opens prompts by their exact names, in NFC', () => {
  const rules: ClassRules = { default: 'deny', allow: ['review_*', 'caf\u00e9'], deny: ['review_secret'] };
  const rule = (name: string) => decidePrompt(prompts(rules), name).rule || 'allowed';
  expect(rule('review_code')).toBe('allowed');
  expect(rule('cafe\u0301')).toBe('allowed');
  expect(rule('review_secret')).toBe('/prompts/deny/0');
  expect(rule('Review_code')).toBe('/prompts/default');
  for (const name of ['', '\ud800', 'x'.repeat(2_000)]) expect(rule(name)).toBe('(unclear name)');
});

test('a fragment or a query behind a star opens nothing that is closed without it', () => {
  const texts: ClassRules = { default: 'deny', allow: ['*.txt', 'https://docs.example/*', 'memo://a#b', 'x://q?v=*'] };
  for (const uri of [
    'file:///etc/passwd#.txt',
    'file:///etc/passwd?.txt',
    'file:///etc/passwd?a#.txt',
    'memo://b#.txt',
  ])
    expect([uri, ruleFor(texts, uri)]).toEqual([uri, '/resources/default']);
  for (const uri of [
    'file:///a.txt',
    'file:///a.txt#b.txt',
    'https://docs.example/page?v=1#part',
    'memo://a#b',
    'x://q?v=1',
  ])
    expect([uri, ruleFor(texts, uri)]).toEqual([uri, 'allowed']);
  expect(ruleFor({ default: 'deny', allow: ['*.txt', 'memo://a#b'] }, 'memo://a?.txt#b')).toBe('/resources/default');
  expect(ruleFor({ default: 'deny', allow: ['*'] }, 'file:///etc/passwd#.txt')).toBe('allowed');
});

test('a mark that a pattern names opens what precedes it in the pattern, however a server decodes it', () => {
  const rule = (allow: string, uri: string) => ruleFor({ default: 'deny', allow: [allow] }, uri);
  expect(rule('*.md?raw=1', 'file:///a.md?raw=1')).toBe('allowed');
  expect(rule('*.md#*', 'file:///a.md#part')).toBe('allowed');
  expect(rule('x://a;v=*', 'x://a;v=1')).toBe('allowed');
  for (const [allow, uri] of [
    ['*.md?raw=1', 'file:///etc/passwd?.md?raw=1'],
    ['*.md#*', 'file:///etc/passwd#.md#x'],
    ['file:///docs/*.md?*', 'file:///docs/secret.key?.md?x'],
    ['*.txt', 'file:///etc/passwd%23.txt'],
    ['*.txt', 'file:///etc/passwd%3f.txt'],
    ['*.txt', 'file:///etc/passwd%3B.txt'],
    ['*.txt', 'file:///etc/passwd;.txt'],
    ['*.txt', 'file:///etc/passwd\uff03.txt'],
    ['*.txt', 'file:///a.txt?secret#.txt'],
  ] as const) {
    expect([allow, uri, rule(allow, uri)]).not.toEqual([allow, uri, 'allowed']);
  }
});

test('a list shows a template while some URI of it may be allowed, and completes it only when all are', () => {
  const look = (rules: ClassRules, template: string) => {
    const policy = resources(rules);
    return [isTemplateListed(policy, template), decideTemplate(policy, template).rule || 'allowed'];
  };
  const open: ClassRules = { default: 'allow', deny: ['file:///secret/*', '*.key'] };
  expect(look({ default: 'allow', deny: ['file:///secret/*'] }, 'file:///{path}')).toEqual([true, '/resources/deny/0']);
  expect(look({ default: 'allow', deny: ['file:///secret/*'] }, 'FILE:///{path}')).toEqual([true, '/resources/deny/0']);
  expect(look({ default: 'allow', deny: ['file:///secret/*'] }, 'file:///docs/{path}')).toEqual([true, 'allowed']);
  expect(look({ default: 'allow', deny: ['file:///secret/*'] }, 'file:///secret/{path}')).toEqual([
    false,
    '/resources/deny/0',
  ]);
  expect(look(open, 'file:///docs/{path}')).toEqual([true, '/resources/deny/1']);
  const closed: ClassRules = { default: 'deny', allow: ['file:///docs/*'] };
  expect(look(closed, 'file:///docs/{path}')).toEqual([true, 'allowed']);
  expect(look(closed, 'file:///{path}')).toEqual([true, '/resources/default']);
  expect(look(closed, '{+uri}')).toEqual([true, '/resources/default']);
  expect(look(closed, 'db://{table}')).toEqual([false, '/resources/default']);
  expect(look(closed, 'file:///docs/../{path}')).toEqual([false, '(unclear URI)']);
  expect(look({ default: 'deny' }, 'db://{table}')).toEqual([false, '/resources/default']);
  expect(look({ default: 'allow' }, 'file:///docs/../{path}')).toEqual([true, 'allowed']);
});

test('no text makes it throw or opens what is closed', () => {
  const rules: ClassRules = { default: 'deny', allow: ['*a*a*a*b'], deny: ['*%*'] };
  for (const part of ['%', '%2', '%25', '*', '/', ':', '..', 'ﷺ', '\u0301', '{', '#', '?', 'a']) {
    for (const times of [1, 33, 8_000]) {
      expect(decideResource(resources(rules), part.repeat(times)).outcome).toBe('deny');
      expect(decideTemplate(resources(rules), part.repeat(times)).outcome).toBe('deny');
    }
  }
});
