import { subscribe } from 'node:diagnostics_channel';

// Loaded into the console: notes who is at the other end of a connection, as a proxy in front would. Server actions see
// headers only, and whatever stands in X-Forwarded-For before the last entry is the client's own word.
subscribe('http.server.request.start', ({ request }) => {
  const said = request.headers['x-forwarded-for'];
  const peer = request.socket.remoteAddress ?? 'unknown';
  request.headers['x-forwarded-for'] = said ? `${said}, ${peer}` : peer;
});
