import { engineFigures } from '@/components/docs/engine-figures';
import {
  legacyMethods,
  legacyVersions,
  methodsInBothEras,
  modernMethods,
  modernVersions,
} from '@/components/docs/gateway-facts';
import type { Values } from '@/components/docs/placeholders';
import { DONE_HOURS, FAILED_DAYS, UNDECIDED_DAYS } from '@/lib/base/retention';
import { ATTEMPTS } from '@/lib/domain/accounts/attempts';
import { ACCOUNTS_MAX } from '@/lib/domain/accounts/password';
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/domain/accounts/schema';
import { isSignUpOpen } from '@/lib/domain/accounts/sign-up-door';
import { PUBLISHING_WEIGHT, PUBLISHINGS } from '@/lib/domain/policies/count-publishing';
import { READINGS } from '@/lib/domain/servers/count-reading';
import { SESSION_SECONDS, SESSIONS_MAX } from '@/lib/domain/sessions/schema';
import { apiRequestsMax, formatRequestsMax } from '@/lib/edges/api/visits';
import { code } from '@/lib/edges/markdown/markdown';
import { docsBlocks } from './blocks';
import { riskValues } from './risk-values';

/** What every placeholder of docs/site stands for. */
export function docsValues(): Values {
  return new Map([
    ...Object.entries(engineFigures).map(([name, { value }]) => [name, number(value)] as const),
    ...Object.entries(figures).map(([name, value]) => [name, number(value)] as const),
    ...Object.entries(words()),
    ...Object.entries(riskValues),
    ...docsBlocks(),
  ]);
}

const figures = {
  publishings: PUBLISHINGS.points,
  'publishing-minutes': PUBLISHINGS.seconds / 60,
  'publishing-characters': PUBLISHING_WEIGHT.characters,
  'publishing-values': PUBLISHING_WEIGHT.values,
  readings: READINGS.points,
  'reading-minutes': READINGS.seconds / 60,
  'session-hours': SESSION_SECONDS / 3_600,
  'sessions-max': SESSIONS_MAX,
  'sign-ins-an-email': ATTEMPTS.signInEmail.points,
  'sign-ins-an-address': ATTEMPTS.signInAddress.points,
  'sign-ins-a-browser': ATTEMPTS.signInDevice.points,
  'sign-in-minutes': ATTEMPTS.signInEmail.seconds / 60,
  'sign-ups-an-email': ATTEMPTS.signUpEmail.points,
  'accounts-an-email': ACCOUNTS_MAX,
  'password-min': PASSWORD_MIN,
  'password-max': PASSWORD_MAX,
  'undecided-days': UNDECIDED_DAYS,
  'done-hours': DONE_HOURS,
  'failed-days': FAILED_DAYS,
  'api-requests': apiRequestsMax,
  'format-requests': formatRequestsMax,
};

function words() {
  return {
    'sign-up': isSignUpOpen() ? '[Sign up](/sign-up)' : 'Sign up',
    'modern-revisions': codes(modernVersions),
    'legacy-revisions': codes(legacyVersions),
    'methods-of-both': codes(methodsInBothEras),
    'methods-with-sessions': codes(legacyMethods),
    'methods-without-sessions': codes(modernMethods),
  };
}

function codes(names: readonly string[]): string {
  return names.map(code).join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en');
}
