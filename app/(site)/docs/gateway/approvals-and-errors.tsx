import { gatewayErrors } from '@/components/docs/gateway-facts';
import { Table } from '@/components/docs/table';

const statuses: [string, string][] = [
  ['401', 'No token, or one that is unknown, revoked or expired; WWW-Authenticate and the message say which.'],
  ['404', 'The grant is for another server, or the session is not known: begin a new one.'],
  ['405', 'The method is not possible here, such as GET without a session or where the server offers no stream.'],
  [
    '400',
    'The body is not one JSON-RPC message, has a key twice, or its headers disagree with it or with the session.',
  ],
  ['403', 'The Host header is not one of this gateway, or the Origin is not listed in CORS_ORIGINS.'],
  [
    '413',
    'The message is larger than the server’s setting (1 MiB unless you raise it), or takes over 2 seconds of processor time.',
  ],
  ['415', 'The body is not application/json, or is compressed.'],
  ['429', 'The grant or its organisation has too much under way. Comes with Retry-After.'],
  ['431', 'The request has more than 100 headers or more than 16 KiB of them.'],
];

export function ApprovalsSection() {
  return (
    <>
      <h2 id="approvals">Held calls</h2>
      <p>
        A held call is answered at once: a tool result with <code>isError</code>, the text{' '}
        <code>[APPROVAL PENDING]</code> and the id of the approval. Nothing was called. Someone in the console sees the
        tool and its arguments and approves or rejects. When the agent then repeats the identical call, an approved one
        passes, exactly once; a rejected one is denied with the reason.
      </p>
      <p>
        An approval is bound to the grant, the server, the tool, the arguments and the version of the policy. Another
        order of keys is the same call; another value is another call. An approval that nobody decides in time is over:
        600 seconds, or what <code>expires_in</code> says. At most 100 calls of one grant wait at a time.
      </p>
    </>
  );
}

export function ErrorsSection() {
  return (
    <>
      <h2 id="errors">Errors</h2>
      <p>
        What is wrong with the HTTP request is an HTTP status. What goes wrong between gateway and server is a JSON-RPC
        error with a code of our own and a request id, sent with HTTP 200, because clients show those. A server’s own
        401 never reaches the client.
      </p>
      <Table
        caption="HTTP statuses"
        head={['Status', 'When']}
        rows={statuses.map(([status, when]) => ({ key: status, cells: [<code key="status">{status}</code>, when] }))}
      />
      <Table
        caption="JSON-RPC error codes"
        head={['Code', 'Meaning']}
        rows={gatewayErrors.map(({ code, meaning }) => ({
          key: String(code),
          cells: [<code key="code">{code}</code>, meaning],
        }))}
      />
      <p>
        The gateway waits 5 seconds for a connection, 60 seconds for the first byte (a setting of the server) and 300
        seconds for a whole answer; an event stream may stay open longer.
      </p>
    </>
  );
}
