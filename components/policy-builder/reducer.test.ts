import fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { decide } from '@/lib/core/policy/decide/decide';
import { readPolicy } from '@/lib/core/policy/document/read';
import { choices, rulesOf } from './choices';
import { documents, names, policies } from './random-policies';
import { type BuilderAction, type BuilderState, beginBuilder, reduceBuilder } from './reducer';

const document = `{
  "$schema": "https://example.com/policy.schema.json",
  "version": "1",
  "default": "deny",
  "hide": [ "admin_*" ],
  "all_tools": {"limits":[{"counter":"all","window":3600,"max":1e3}]},
  "tools": {
    "get_flow":   {},
    "pay": { "require": [ {"conditions": [{"path":"args.amount","op":"lte","value":100.0}], "on_deny": "Too much."} ] },
    "list_*": {}
  }
}
`;

function after(text: string, ...actions: BuilderAction[]): BuilderState {
  return actions.reduce(reduceBuilder, beginBuilder(text));
}

test.each([
  ['allow', {}],
  ['limit', { limits: [{ counter: 'run_rate', window: 'minute', max: 30, scope: 'grant' }] }],
  ['approve', { action: 'require_approval' }],
  ['deny', { action: 'deny' }],
] as const)('the choice %s writes exactly its rules', (choice, rules) => {
  const { policy, problems } = after(document, { kind: 'choose', tools: ['run'], choice });
  expect(problems).toEqual([]);
  expect(policy.tools?.run).toEqual(rules);
  expect(policy.hide).toEqual(['admin_*']);
});

test('the choice hide puts the name in the list of hidden names and takes its entry out', () => {
  const { policy } = after(document, { kind: 'choose', tools: ['pay'], choice: 'hide' });
  expect(policy.hide).toEqual(['admin_*', 'pay']);
  expect(Object.keys(policy.tools ?? {})).toEqual(['get_flow', 'list_*']);
});

test('a choice writes one line and leaves every other byte of the document alone', () => {
  const { text } = after(document, { kind: 'choose', tools: ['run'], choice: 'deny' });
  expect(text).toBe(document.replace('"list_*": {}', '"list_*": {},\n    "run": { "action": "deny" }'));
});

test('a choice on a named tool replaces its rules in place', () => {
  const { text } = after(document, { kind: 'choose', tools: ['get_flow'], choice: 'approve' });
  expect(text).toBe(document.replace('"get_flow":   {}', '"get_flow":   { "action": "require_approval" }'));
});

test('hiding and showing a tool again brings back the list of hidden names byte by byte', () => {
  const hidden = after(document, { kind: 'choose', tools: ['run'], choice: 'hide' });
  expect(hidden.text).toBe(document.replace('"admin_*"', '"admin_*", "run"'));
  expect(reduceBuilder(hidden, { kind: 'unname', tools: ['run'] }).text).toBe(document);
});

test('hide comes before the tools when the document had no list of hidden names', () => {
  const { text } = after('{ "version": "1", "default": "deny", "tools": {} }', {
    kind: 'choose',
    tools: ['run'],
    choice: 'hide',
  });
  expect(text).toBe('{ "version": "1", "default": "deny", "hide": ["run"], "tools": {} }');
});

test('a tool that a pattern hides stays hidden whatever is chosen', () => {
  for (const choice of choices) {
    const { policy } = after(document, { kind: 'choose', tools: ['admin_reset'], choice });
    expect(policy).toEqual(beginBuilder(document).policy);
  }
});

test('a name with a star is never written as if it were one tool', () => {
  for (const choice of choices) {
    expect(after(document, { kind: 'choose', tools: ['run_*'], choice }).text).toBe(document);
  }
});

test('spelling out a pattern names the tools it hides, and then each can be chosen', () => {
  const { policy } = after(
    document,
    { kind: 'spellOut', pattern: 'admin_*', tools: ['admin_reset', 'admin_list', 'run'] },
    { kind: 'choose', tools: ['admin_list'], choice: 'allow' },
  );
  expect(policy.hide).toEqual(['admin_reset']);
  expect(policy.tools?.admin_list).toEqual({});
});

test('the short form of a limit becomes the long form only when it is edited', () => {
  const short = '{"version":"1","default":"deny","tools":{"run":{"rate_limit":{"max":10,"window":60}}}}';
  const limit = { counter: 'run_rate', window: 60, max: 5, scope: 'session' } as const;
  expect(after(short, { kind: 'default', value: 'deny' }).text).toBe(short);
  expect(after(short, { kind: 'limit', tool: 'run', limit }).policy.tools?.run).toEqual({ limits: [limit] });
});

test('an invalid text keeps the last valid policy and takes no visual edit until it is mended', () => {
  const broken = after(document, { kind: 'type', text: document.slice(0, -4), atMs: 0 });
  expect(broken.problems).not.toEqual([]);
  expect(broken.policy).toEqual(beginBuilder(document).policy);
  expect(reduceBuilder(broken, { kind: 'choose', tools: ['run'], choice: 'allow' })).toBe(broken);
  expect(reduceBuilder(broken, { kind: 'undo' })).toMatchObject({ text: document, problems: [] });
});

test('keystrokes that follow one another at once are one step of the history', () => {
  const typed = after(
    document,
    { kind: 'type', text: `${document} `, atMs: 0 },
    { kind: 'type', text: `${document}  `, atMs: 400 },
    { kind: 'type', text: `${document}   `, atMs: 5_000 },
  );
  const once = reduceBuilder(typed, { kind: 'undo' });
  expect(once.text).toBe(`${document}  `);
  expect(reduceBuilder(once, { kind: 'undo' }).text).toBe(document);
});

test('recommended rules close the default and hide what destroys', () => {
  const tools = [
    { name: 'get_flow', category: 'Read', severity: 'Low', confidence: 1 },
    { name: 'delete_flow', category: 'Destructive', severity: 'Critical', confidence: 1 },
  ] as const;
  const { policy } = after('{"version":"1","default":"allow"}', { kind: 'recommend', tools: [...tools] });
  const closed = { resources: { default: 'deny' }, prompts: { default: 'deny' } };
  const named = { hide: ['delete_flow'], tools: { get_flow: {} } };
  expect(policy).toEqual({ version: '1', default: 'deny', ...named, ...closed });
});

const anyEdit: fc.Arbitrary<BuilderAction> = fc.oneof(
  fc.record({
    kind: fc.constant('choose' as const),
    tools: fc.array(names, { minLength: 1, maxLength: 3 }),
    choice: fc.constantFrom(...choices),
  }),
  fc.record({ kind: fc.constant('unname' as const), tools: fc.array(names, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('default' as const), value: fc.constantFrom('deny' as const, 'allow' as const) }),
  fc.record({ kind: fc.constant('replace' as const), policy: policies }),
);

test('a document that is opened and written again is the same text', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const opened = beginBuilder(text);
      expect(opened.problems).toEqual([]);
      expect(reduceBuilder(opened, { kind: 'replace', policy: opened.policy }).text).toBe(text);
    }),
  );
});

test('after any edits the text says exactly the policy, and is valid', () => {
  fc.assert(
    fc.property(documents, fc.array(anyEdit, { maxLength: 6 }), (text, edits) => {
      const edited = after(text, ...edits);
      expect(readPolicy(edited.text)).toEqual({ ok: true, policy: edited.policy });
    }),
  );
});

test('replacing the policy makes the text say that policy, whatever it said before', () => {
  fc.assert(
    fc.property(documents, policies, (text, policy) => {
      expect(after(text, { kind: 'replace', policy }).policy).toEqual(policy);
    }),
  );
});

test('setting a choice leaves the text of every other tool alone', () => {
  fc.assert(
    fc.property(documents, names, fc.constantFrom(...choices), (text, tool, choice) => {
      const edited = sources(after(text, { kind: 'choose', tools: [tool], choice }).text);
      for (const [other, source] of sources(text)) if (other !== tool) expect(edited.get(other)).toBe(source);
    }),
  );
});

test('what a choice says is what the evaluator decides, unless all_tools or a pattern says more', () => {
  const outcomes = { allow: 'allow', limit: 'allow', approve: 'hold', deny: 'deny', hide: 'deny' } as const;
  const plain = documents.filter((text) => !beginBuilder(text).policy.all_tools && !/"hide": ?\[[^\]]*\*/.test(text));
  fc.assert(
    fc.property(plain, names, fc.constantFrom(...choices), (text, tool, choice) => {
      const { policy } = after(text, { kind: 'choose', tools: [tool], choice });
      const decision = decide(compilePolicy(policy), { tool, args: {} });
      expect(decision.outcome).toBe(outcomes[choice]);
      expect(decision.outcome === 'deny' && decision.hidden).toBe(choice === 'hide');
      if (choice !== 'hide') expect(policy.tools?.[tool]).toEqual(rulesOf(choice, tool));
    }),
  );
});

test('undo goes back text by text to the start, and redo forward to the end', () => {
  fc.assert(
    fc.property(documents, fc.array(anyEdit, { maxLength: 6 }), (text, edits) => {
      const end = after(text, ...edits);
      let state = end;
      while (state.past.length > 0) state = reduceBuilder(state, { kind: 'undo' });
      expect(state.text).toBe(text);
      expect(state.policy).toEqual(beginBuilder(text).policy);
      while (state.future.length > 0) state = reduceBuilder(state, { kind: 'redo' });
      expect(state.text).toBe(end.text);
    }),
  );
});

/** The bytes of each tool's rules. */
function sources(text: string): Map<string, string> {
  const root = parseTree(text);
  const tools = root && findNodeAtLocation(root, ['tools']);
  const members = (tools?.children ?? []).map(({ children: [name, rules] = [] }) => {
    return [name!.value, text.slice(rules!.offset, rules!.offset + rules!.length)] as const;
  });
  return new Map(members);
}
