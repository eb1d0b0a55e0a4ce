import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { serverReading } from '@/components/docs/gateway-facts';
import { Table } from '@/components/docs/table';
import { UNDECIDED_DAYS } from '@/lib/base/retention';
import { ATTEMPTS } from '@/lib/domain/accounts/attempts';
import { ACCOUNTS_MAX } from '@/lib/domain/accounts/password';
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/domain/accounts/schema';
import { READINGS } from '@/lib/domain/servers/count-reading';
import { SESSION_SECONDS, SESSIONS_MAX } from '@/lib/domain/sessions/schema';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/docs/security',
    title: 'Security',
    description:
      'What is stored and what never is, how secrets are kept, which addresses are reached, and how failures close.',
    faces: ['md'],
  });
}

const stored: [string, string][] = [
  ['Password', 'argon2id hash (19 MiB, two passes)'],
  [
    'Session',
    'SHA-256 hash of its token, browser and system (“Firefox on Linux”), when it began and was last used; no address. Removed when it ends',
  ],
  ['Grant token', 'SHA-256 hash and the last four characters; the token itself is shown once'],
  ['Credential of a server', 'AES-256-GCM, bound to the server it belongs to'],
  ['Address of a server', 'AES-256-GCM where it has a query or a part that is not plainly a word; shown without those'],
  ['Arguments of a held call', 'AES-256-GCM, until someone decides or the time to decide is over; then forgotten'],
  ['Request that nobody decided', `${UNDECIDED_DAYS} days, then removed`],
  ['Invitation', 'SHA-256 hash; the link is printed once'],
  ['Contact message', 'as it was written, with a keyed hash of the network it came from; never an address'],
  ['Arguments of other calls', 'the names of the top-level keys and a SHA-256 digest; never values'],
  ['Results of tools', 'nothing'],
  ['Policy', 'each version as it was published; the database refuses to change one'],
  ['Change log', 'who changed what, written in the same transaction as the change'],
];

export default function SecurityDocsPage() {
  return (
    <Article title="Security" lead="What is kept, what is not, and what happens when something is missing.">
      <h2 id="stored">What is stored</h2>
      <Table
        caption="What is stored"
        head={['What', 'How']}
        rows={stored.map(([what, how]) => ({ key: what, cells: [what, how] }))}
      />
      <p>
        A digest hides a value only as well as the value can be guessed: who reads the database can test whether a call
        had certain arguments.
      </p>
      <h2 id="call-log">The call log</h2>
      <p>
        Each request of an agent is one row, also one that was refused; of those that could not be read, a bounded
        number a minute. A row has time, grant, tool, decision with its rule and message, policy version, status of the
        server, what failed there, sizes and durations. The gateway writes the beginning of each call to a file before
        it forwards the call; what cannot be written is not forwarded. A gateway that is killed therefore loses no call
        that it forwarded: the next one logs it, with &ldquo;gateway ended&rdquo; where the outcome is not known. Of its
        last 100 ms it can lose how calls ended, and the rows of calls that were refused.
      </p>
      <p>
        Rows reach the database a tenth of a second later. While the database does not take them, they wait in files of
        up to 2 GiB, about three million rows; at that bound calls are refused. <code>/health</code> says how many rows
        wait, <code>/health/live</code> whether the process answers, <code>/health/ready</code> whether it lets calls
        through. These files outlive the process. When the machine loses its power, the last seconds of them can be
        lost.
      </p>
      <h2 id="closed">Failing closed</h2>
      <ul>
        <li>A document with anything unknown in it is refused, never read in part.</li>
        <li>A grant without a policy, or under one that cannot be read, calls nothing.</li>
        <li>
          A new tool stays closed until someone has looked at it. When a definition changes, agents go on reading the
          pinned one and its rule applies, until someone has reviewed the new one.
        </li>
        <li>
          Without its database the gateway goes on with what it last read for 15 minutes (
          <code>GATEWAY_STALE_SECONDS</code>
          ), then lets nothing through. Approvals need the database, so a held call is refused meanwhile.
        </li>
        <li>When the shared counters cannot be reached, calls that have a limit are refused.</li>
        <li>A call whose arguments are longer than 32,768 characters cannot be held for a person, so it is refused.</li>
      </ul>
      <h2 id="addresses">Addresses</h2>
      <p>
        Servers are reached at public unicast addresses only. The address that was checked is the one connected to, so a
        name that changes its mind gains nothing; redirects are not followed. Private and loopback addresses are reached
        where two people allow it: whoever hosts the installation with <code>ALLOW_PRIVATE_UPSTREAMS=1</code>, and then
        for each organisation with <code>npm run organisation -- allow-private</code>. The owner’s organisation has that
        right from the beginning. Link-local, metadata, multicast and reserved addresses are never reached.
      </p>
      <p>
        The console reads the tools of a server when you register it and when you ask for it, at most {READINGS.points}{' '}
        times in {READINGS.seconds / 60} minutes for your organisation. A reading ends at {serverReading.mebibytes} MiB,{' '}
        {serverReading.values.toLocaleString('en')} values, {serverReading.events} events or{' '}
        {serverReading.tools.toLocaleString('en')} tools.
      </p>
      <h2 id="accounts">Accounts and organisations</h2>
      <ul>
        <li>
          A session ends {SESSION_SECONDS / 3_600} hours after you sign in. It is a row in the database and a cookie
          that scripts cannot read. Signing out deletes the row, so a copy of the cookie is refused too. Under Account
          you see where you are signed in, and can end one session or all others. You have at most {SESSIONS_MAX}{' '}
          sessions; another one ends the one that you used longest ago.
        </li>
        <li>
          {ATTEMPTS.signInEmail.points} attempts to sign in per e-mail address and {ATTEMPTS.signInAddress.points} per
          network address in {ATTEMPTS.signInEmail.seconds / 60} minutes. A browser in which you signed in before has{' '}
          {ATTEMPTS.signInDevice.points} attempts of its own, so that nobody else’s wrong passwords lock you out there.
          An unknown address is answered like a wrong password, and takes as long. With <code>REDIS_URL</code> all
          processes count together; while Redis is away, each counts for itself. Behind reverse proxies of yours, say
          how many with <code>TRUSTED_PROXIES</code>; otherwise only the address of the connection counts.
        </li>
        <li>
          A new password has {PASSWORD_MIN} to {PASSWORD_MAX} characters and is none of the 49,000 most common ones,
          with or without digits around it, no run along the keyboard, and not made of your e-mail address.
        </li>
        <li>
          Nobody proves to own an e-mail address here, so an address alone names no account. Signing up with an address
          that has an account and another password makes another account, at most {ACCOUNTS_MAX} of them: the answer
          tells nobody whether you have one. {ATTEMPTS.signUpEmail.points} sign-ups a day per e-mail address. What
          remains: where an address has {ACCOUNTS_MAX} accounts in use, the next one is refused.
        </li>
        <li>
          <code>SIGN_UP</code> says who may make an account: <code>open</code>, <code>invited</code> or{' '}
          <code>closed</code>. An installation that allows private addresses is <code>invited</code> unless it says
          otherwise. The first account is the owner’s.
        </li>
        <li>
          The console answers under the host of <code>PUBLIC_URL</code> only, and under names of the loopback where it
          listens there. It takes forms from pages of its own origin only, so another port of the same machine can send
          it none. Its pages run no script without their nonce.
        </li>
        <li>Something of another organisation is answered as something that does not exist.</li>
      </ul>
      <h2 id="keys">Changing the key</h2>
      <p>
        What is sealed names the key that sealed it. Put the old key into <code>ENCRYPTION_KEY_PREVIOUS</code>, a new
        one into <code>ENCRYPTION_KEY</code>, restart and run <code>npm run reseal</code>; it can be ended and repeated.
        Then the old key can go.
      </p>
      <h2 id="limits">What the gateway does not do</h2>
      <ul>
        <li>
          It judges calls, not results: what an allowed tool answers is relayed. Definitions of tools are compared with
          what was pinned at each list, and the console says at the server when it offers others. A server can behave
          differently under the same definition: a call passes by the rule of its tool, and its arguments are judged by
          the policy, not by the pinned schema.
        </li>
        <li>It sees arguments, not intentions. A rule can only be as narrow as the arguments of a tool let it be.</li>
        <li>
          Without <code>REDIS_URL</code> each gateway process counts for itself, in a journal that is written before a
          call is forwarded. Its counters outlive the process, also when it is killed; when the machine loses its power,
          the last second of counts can be lost. With Redis or Valkey all processes share them.
        </li>
        <li>
          The number of counters is bounded. An organisation that has as many as it may have now is told so; limits of
          others go on. Counters of a session end with the session.
        </li>
      </ul>
    </Article>
  );
}
