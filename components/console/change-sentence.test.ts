import { expect, test } from 'vitest';
import { changeSentence } from './change-sentence';

test('changed settings read in the words and units of their form', () => {
  const detail = {
    name: 'Files',
    bodyBytesMax: { from: 1_048_576, to: 4_194_304 },
    firstByteMs: { from: 60_000, to: 2_000 },
    mayAsk: { from: ['elicitation/create', 'roots/list'], to: [] },
  };
  expect(changeSentence('server.settings', detail)).toBe(
    'changed the settings of Files: maximum request size from 1 MiB to 4 MiB; response timeout from 60 s to 2 s; requests it may send to agents from elicitation/create, roots/list to nothing',
  );
});

test('sessions that a person ended are told in words', () => {
  expect(changeSentence('session.end', { device: 'Firefox on Linux' })).toBe(
    'ended one of their sessions: Firefox on Linux',
  );
  expect(changeSentence('session.end_others', { sessions: 2 })).toBe('ended all their other sessions (2)');
});
