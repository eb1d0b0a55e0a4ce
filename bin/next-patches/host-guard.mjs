import { Server } from 'node:http';

// Host and Origin check of the console, against DNS rebinding: runs before Next's pages, files, API and server actions.
// Next has no hook that runs before all four. Goes when it has one. docs/decisions/0033 has the reasons.

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const publicUrl = new URL(process.env.PUBLIC_URL || 'http://localhost:3000');
const isBoundToLoopback = /^(127\.|localhost$|::1$)/.test(process.env.HOST || '127.0.0.1');
const hasProxies = Number(process.env.TRUSTED_PROXIES || 0) > 0;
/** A year, without includeSubDomains: other names of the domain may be served by others. */
const strictTransport = publicUrl.protocol === 'https:' ? 'max-age=31536000' : undefined;

const emit = Server.prototype.emit;
Server.prototype.emit = function guarded(event, ...args) {
  if (event === 'request' || event === 'checkContinue' || event === 'checkExpectation') {
    const [request, response] = args;
    if (strictTransport) response.setHeader('strict-transport-security', strictTransport);
    // Next reads a page's nonce from this request header. Only proxy.ts may set it.
    delete request.headers['content-security-policy'];
    delete request.headers['content-security-policy-report-only'];
    const refusal = refusalOf(request);
    if (refusal) {
      return refuse(response, 403, `Forbidden: ${refusal}. This installation is reached at ${publicUrl.origin}.`);
    }
    if (!isReadable(request.url)) return refuse(response, 400, 'Bad Request: this address cannot be read.');
  }
  if (event === 'upgrade' && refusalOf(args[0])) return args[1].destroy();
  return emit.call(this, event, ...args);
};

/** Why a request is refused; undefined: it is not. */
function refusalOf(request) {
  const { headers, method, url, rawHeaders } = request;
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || !isOurs(headers.host)) return 'unknown Host';
  // An absolute-form target carries its own host (RFC 9112, section 3.2.2).
  if (!url.startsWith('/')) return 'unknown address';
  // Next prefers X-Forwarded-Host to Host. Only a trusted proxy may set it, and only to our name.
  const forwarded = headers['x-forwarded-host'];
  if (!hasProxies) delete headers['x-forwarded-host'];
  else if (forwarded !== undefined && nameOf(forwarded) !== publicUrl.host) return 'unknown X-Forwarded-Host';
  const isReading = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  if (!isReading && headers.origin !== undefined && !isOurOrigin(headers.origin, headers.host)) return 'unknown Origin';
  return undefined;
}

function isOurs(host) {
  const name = nameOf(host);
  if (name === publicUrl.host) return true;
  return isBoundToLoopback && LOOPBACK.includes(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

/** Another port of this machine is another site, and must not act for a user who is signed in here. */
function isOurOrigin(origin, host) {
  if (origin === publicUrl.origin) return true;
  return nameOf(host) !== publicUrl.host && /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host;
}

/** The host as `URL` normalises it, without the scheme's default port; undefined: not a host. */
function nameOf(host) {
  if (!/^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host)) return undefined;
  const address = `${publicUrl.protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/**
 * Whether a path is UTF-8 without control characters, and path and query are without NUL. Next answers 500 to a dynamic
 * route that is not UTF-8, and PostgreSQL refuses NUL.
 */
function isReadable(url) {
  if (/%00/.test(url)) return false;
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the check is for control characters.
    return !/[\0-\x1f\x7f]/.test(decodeURIComponent(url.split('?', 1)[0]));
  } catch {
    return false;
  }
}

function refuse(response, status, text) {
  const body = `${text}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(body);
  return true;
}
