import {
  legacyMethods,
  legacyVersions,
  methodsInBothEras,
  modernMethods,
  modernVersions,
} from '@/components/docs/gateway-facts';

export function ProtocolSection() {
  return (
    <>
      <h2 id="protocol">Protocol revisions</h2>
      <p>
        Streamable HTTP, in both eras of MCP: {codes(modernVersions)}, in which each request stands alone, and{' '}
        {codes(legacyVersions)} with <code>initialize</code>, sessions, the GET stream and DELETE. A client is relayed
        in the era it speaks, so the server behind must speak it too; where it does not, the client is told.
      </p>
      <p>
        Requests that pass in both: {codes(methodsInBothEras)}. With sessions also: {codes(legacyMethods)}. Without:{' '}
        {codes(modernMethods)}. Every other method is refused.
      </p>
      <p>
        The HTTP+SSE transport of 2024-11-05 is not supported; a server that speaks that revision over Streamable HTTP
        is. Tasks are refused before they begin. A grant may begin 60 sessions a minute and hold 100 open unless the
        server is set otherwise. A session ends by DELETE, when the server has lost it, or after 24 hours without use;
        where a grant holds all that it may, the one unused for longest ends after 15 minutes without use to make room.
        These limits count the sessions of servers that issue <code>Mcp-Session-Id</code>: others have none to count.
        Within a session no two requests may have one id at the same time.
      </p>
    </>
  );
}

function codes(words: readonly string[]) {
  return words.map((word, index) => (
    <span key={word}>
      {index > 0 && ', '}
      <code className="break-words rounded bg-sunken px-1 font-mono text-[0.85em] text-ink">{word}</code>
    </span>
  ));
}
