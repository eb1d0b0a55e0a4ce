import { Server } from 'node:http';

// Loaded into the console: the gateway's door. A web page whose name was pointed at this machine must not speak to it (DNS
// rebinding), so a request under a name that is not ours is refused before anything of Next sees it: pages, files, the
// API and server actions alike. Nothing is remembered of the names that were tried.

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const publicUrl = new URL(process.env.PUBLIC_URL || 'http://localhost:3000');
const isBoundToLoopback = /^(127\.|localhost$|::1$)/.test(process.env.HOST || '127.0.0.1');
const hasProxies = Number(process.env.TRUSTED_PROXIES || 0) > 0;
/** A year. Other names of the domain are not ours to decide about. */
const strictTransport = publicUrl.protocol === 'https:' ? 'max-age=31536000' : undefined;

const emit = Server.prototype.emit;
Server.prototype.emit = function guarded(event, ...args) {
  if (event === 'request' || event === 'checkContinue' || event === 'checkExpectation') {
    const [request, response] = args;
    if (strictTransport) response.setHeader('strict-transport-security', strictTransport);
    // Next takes the nonce of a page from here; only proxy.ts may say it.
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

/** Why a request is not let in; undefined where nothing speaks against it. */
function refusalOf(request) {
  const { headers, method, url, rawHeaders } = request;
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || !isOurs(headers.host)) return 'unknown Host';
  // The whole address in place of a path names a host of its own.
  if (!url.startsWith('/')) return 'unknown address';
  // What Next believes over Host: a proxy of ours may say it, and only our name; anyone else's is dropped.
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

/** Another port of this machine is another site: what listens there must not act for whoever is signed in here. */
function isOurOrigin(origin, host) {
  if (origin === publicUrl.origin) return true;
  return nameOf(host) !== publicUrl.host && /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host;
}

/** A host as URL spells it, without the port that its scheme has anyway; undefined for what is no host. */
function nameOf(host) {
  if (!/^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host)) return undefined;
  const address = `${publicUrl.protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/**
 * Whether an address is text without control characters. Next answers 500 to every address of a dynamic route that is not
 * UTF-8, and the database refuses NUL, wherever it stands; no address of ours holds either.
 */
function isReadable(url) {
  if (/%00/.test(url)) return false;
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
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
