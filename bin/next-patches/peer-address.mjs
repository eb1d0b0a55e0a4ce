import { subscribe } from 'node:diagnostics_channel';

// Appends the peer's address to X-Forwarded-For, as a reverse proxy would. Server actions see headers only, and earlier
// entries are whatever the client wrote. Goes when Next gives server actions the socket's address.
subscribe('http.server.request.start', ({ request }) => {
  const said = request.headers['x-forwarded-for'];
  const peer = request.socket.remoteAddress ?? 'unknown';
  request.headers['x-forwarded-for'] = said ? `${said}, ${peer}` : peer;
});
