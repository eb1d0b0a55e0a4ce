import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { Table } from '@/components/docs/table';

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
  ['Grant token', 'SHA-256 hash and the last four characters; the token itself is shown once'],
  ['Credential of a server', 'AES-256-GCM, bound to the server it belongs to'],
  ['Arguments of a held call', 'AES-256-GCM, until someone decides; then forgotten'],
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
        Each request of an agent that could be read is one row: time, grant, tool, decision with its rule and message,
        policy version, status of the server, sizes and durations. Rows are written beside the call, a tenth of a second
        later at most while the database keeps up; when it does not, they wait in a file of the gateway. A gateway that
        is killed can lose the rows of its last 100 ms.
      </p>
      <h2 id="closed">Failing closed</h2>
      <ul>
        <li>A document with anything unknown in it is refused, never read in part.</li>
        <li>A grant without a policy, or under one that cannot be read, calls nothing.</li>
        <li>
          A new tool stays closed until someone has looked at it. One whose definition changed keeps its rule, and is
          shown for review.
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
        name that changes its mind gains nothing; redirects are not followed. Who hosts the gateway can open private
        addresses with <code>ALLOW_PRIVATE_UPSTREAMS=1</code>.
      </p>
      <h2 id="accounts">Accounts and organisations</h2>
      <ul>
        <li>
          Sessions last 12 hours, in a cookie that scripts cannot read. Signing out ends every session of that person, a
          copied cookie included.
        </li>
        <li>
          Ten attempts to sign in per e-mail address and thirty per network address in 15 minutes. An unknown address is
          answered like a wrong password, and takes as long. Behind reverse proxies of yours, say how many with{' '}
          <code>TRUSTED_PROXIES</code>; otherwise only the address of the connection counts.
        </li>
        <li>Something of another organisation is answered as something that does not exist.</li>
      </ul>
      <h2 id="limits">What the gateway does not do</h2>
      <ul>
        <li>
          It judges calls, not results: what a server answers is relayed. Descriptions of tools reach the agent as the
          server sends them at that moment; they are compared with what was pinned when somebody reads the tools again,
          not at each list.
        </li>
        <li>It sees arguments, not intentions. A rule can only be as narrow as the arguments of a tool let it be.</li>
        <li>
          Without <code>REDIS_URL</code> each gateway process counts for itself. Its counters outlive an orderly
          restart; a process that is killed begins them anew. With Redis or Valkey all processes share them.
        </li>
      </ul>
    </Article>
  );
}
