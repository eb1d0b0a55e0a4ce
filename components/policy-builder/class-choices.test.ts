import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPolicy } from '@/lib/core/policy/document/read';
import { classes } from '@/lib/core/policy/document/schema';
import { classOf, closeClasses, patternsIn, problemOf, setClass, silentClasses, withPatterns } from './class-choices';
import { documents } from './random-policies';
import { beginBuilder, reduceBuilder } from './reducer';

const closed = '{\n  "version": "1",\n  "default": "deny"\n}\n';

test('closing a class writes one line, and opening it again brings the document back byte by byte', () => {
  const begun = beginBuilder(closed);
  const done = reduceBuilder(begun, { kind: 'class', name: 'resources', rules: { default: 'deny' } });
  expect(done.text).toBe(closed.replace('"deny"', '"deny",\n  "resources": { "default": "deny" }'));
  expect(reduceBuilder(done, { kind: 'class', name: 'resources', rules: { default: 'allow' } }).text).toBe(closed);
});

test('what the rows show is what the document says, and writing it again changes not a byte', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const state = beginBuilder(text);
      for (const name of classes) {
        const rules = classOf(state.policy, name);
        expect(problemOf(name, rules)).toBeNull();
        expect(reduceBuilder(state, { kind: 'class', name, rules }).text).toBe(text);
        for (const key of ['allow', 'deny'] as const) {
          const patterns = rules[key] ?? [];
          expect(patternsIn(patterns.join('\n'))).toEqual(patterns);
          const changed = setClass(state.policy, name, withPatterns(rules, key, [...patterns, 'x://a b*']));
          expect(readPolicy(JSON.stringify(changed))).toEqual({ ok: true, policy: changed });
          expect(classOf(changed, name)[key]).toEqual([...patterns, 'x://a b*']);
        }
      }
    }),
  );
});

test('the recommendation closes the classes that the policy does not speak of', () => {
  const policy = { version: '1', default: 'deny', prompts: { default: 'allow' } } as const;
  expect(silentClasses(policy)).toEqual(['resources']);
  expect(closeClasses(policy)).toEqual({ ...policy, resources: { default: 'deny' } });
  expect(closeClasses(closeClasses(policy))).toEqual(closeClasses(policy));
});

test('a pattern that no policy can have is told by its line', () => {
  expect(problemOf('prompts', { default: 'deny', allow: ['a', 'b**'] })).toBe(
    'Line 2 must not have two stars in a row.',
  );
  expect(problemOf('prompts', { default: 'deny', allow: ['a', 'b**'] }, 'a\n\nb**')).toMatch(/^Line 3 /);
  expect(problemOf('prompts', { default: 'deny', deny: ['a'.repeat(257)] })).toBe('Line 1 is too long.');
  expect(problemOf('resources', { default: 'deny', deny: Array(201).fill('a') })).toBe('The list deny is too long.');
});
