import { expect, test } from 'vitest';
import { inventSettings } from './credentials';

test('a setting that a complaint names gets a value of its kind that opens nothing', () => {
  const complaint = 'Error: JIRA_API_TOKEN and JIRA_BASE_URL are required (or JIRA_EMAIL); CALLBACK_PORT is not set';
  expect(inventSettings(complaint, {})).toEqual({
    JIRA_API_TOKEN: 'no-credential',
    JIRA_BASE_URL: 'https://service.example.com',
    JIRA_EMAIL: 'someone@example.com',
    CALLBACK_PORT: '8443',
  });
});

test('a setting that was given keeps its value', () => {
  expect(inventSettings('API_KEY and API_SECRET', { API_KEY: 'given' })).toEqual({ API_SECRET: 'no-credential' });
});

test('an error code and what steers Node or the loader are no settings', () => {
  expect(inventSettings('ERR_MODULE_NOT_FOUND ECONNREFUSED NODE_EXTRA_PATH LD_PRELOAD NPM_TOKEN', {})).toEqual({});
});
