import { expect, test } from 'vitest';
import { standstillOf } from './standstill';

const text = '{ "version": "1", "default": "deny" }';
const live = { number: 3, document: text };
const draft = { state: { text, problems: [] }, findings: [], unfinished: new Map() };
const wider = [{ kind: 'wider', pointer: '/default', text: 'More.' }] as never;

test('a field whose text is not valid keeps everything from being published, and is named', () => {
  const typed = { text: 'x', about: '[]' };
  const unfinished = new Map([
    ['Resources: Deny, even if allowed', typed],
    ['Prompts: Allow', typed],
  ]);
  expect(standstillOf({ ...draft, unfinished }, live, wider)).toEqual({
    kind: 'invalid',
    text: 'Nothing can be published until you fix Resources: Deny, even if allowed and Prompts: Allow.',
  });
});

test('what is not valid, has errors or changes nothing is not published', () => {
  const problems = [{ pointer: '', line: 1, column: 1, message: 'No.' }];
  expect(standstillOf({ ...draft, state: { text, problems } }, live, []).kind).toBe('invalid');
  expect(standstillOf({ ...draft, findings: [{ level: 'error' }] }, live, wider).kind).toBe('errors');
  expect(standstillOf(draft, { ...live, document: text.replaceAll(' ', '\r\n') }, []).kind).toBe('ready');
  expect(standstillOf(draft, { ...live, document: text }, []).kind).toBe('same');
});

test('a first version, another effect and another spelling can be published', () => {
  expect(standstillOf(draft, null, []).kind).toBe('ready');
  expect(standstillOf({ ...draft, state: { text: `${text} `, problems: [] } }, live, []).kind).toBe('ready');
  expect(standstillOf({ ...draft, state: { text: `${text} `, problems: [] } }, live, wider).text).toContain(
    'open more',
  );
});
