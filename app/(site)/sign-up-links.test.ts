import { readdirSync, readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ServerUnread } from '@/app/(site)/tools/[server]/server-unread';
import { ControlSteps } from '@/components/catalogue/control-steps';
import { AccountLink, FreeToStart } from '@/components/site/account-link';

vi.mock('@/lib/domain/accounts/sign-up-door', () => ({ isSignUpOpen: () => false }));

const steps = (canSignUp: boolean) =>
  renderToStaticMarkup(createElement(ControlSteps, { server: 'Kestra', query: '?server=kestra', canSignUp }));

test('where nobody can sign up, a public page leads to signing in and promises no free account', () => {
  const server = { name: 'Kestra', remoteTriedAt: null, remoteProblem: null };
  const page = [
    renderToStaticMarkup(createElement(ServerUnread, { server, query: '?server=kestra' })),
    renderToStaticMarkup(createElement(FreeToStart, { canSignUp: false })),
    renderToStaticMarkup(createElement(AccountLink, { words: 'Start free', canSignUp: false })),
    steps(false),
  ].join('');
  expect(page).toContain('href="/sign-in?server=kestra"');
  expect(page).toContain('Sign in to register it and read its tools');
  expect(page).not.toMatch(/\/sign-up|free/i);
});

test('where anybody can sign up, the way there carries the server', () => {
  expect(steps(true)).toContain('href="/sign-up?server=kestra"');
});

test('no public page links to sign-up without knowing whether it is open', () => {
  const files = ['app/(site)', 'components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const blind = files.filter((file) => file.endsWith('.tsx') && isBlind(readFileSync(file, 'utf8')));
  expect(blind).toEqual([]);
});

function isBlind(source: string): boolean {
  return /['"`]\/sign-up/.test(source) && !/canSignUp|isSignUpOpen/.test(source);
}
