import { expect, test } from 'vitest';
import { inventSettings } from './credentials';

test('a setting named in a complaint gets a dummy value of its kind', () => {
  const complaint = 'Error: JIRA_API_TOKEN and JIRA_BASE_URL are required (or JIRA_EMAIL); CALLBACK_PORT is not set';
  expect(inventSettings(complaint, {})).toEqual({
    JIRA_API_TOKEN: 'no-credential',
    JIRA_BASE_URL: 'https://service.example.com',
    JIRA_EMAIL: 'someone@example.com',
    CALLBACK_PORT: '8443',
  });
});

test('a given setting keeps its value', () => {
  expect(inventSettings('API_KEY and API_SECRET', { API_KEY: 'given' })).toEqual({ API_SECRET: 'no-credential' });
});

test('error codes and variables of Node or the loader are no settings', () => {
  expect(inventSettings('ERR_MODULE_NOT_FOUND ECONNREFUSED NODE_EXTRA_PATH LD_PRELOAD NPM_TOKEN', {})).toEqual({});
});
