/** TLS failures of OpenSSL and Node, in words that say who must fix what. */
const WORDS: Readonly<Record<string, (hostname: string) => string>> = {
  CERT_HAS_EXPIRED: () => 'its certificate has expired; its owner has to renew it',
  CERT_NOT_YET_VALID: () => 'its certificate is not valid yet; check the clocks of both machines',
  CERT_REVOKED: () => 'its certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: () =>
    'its certificate is self-signed; use one from a public authority, or add its authority with NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: () =>
    'its certificate comes from an authority that PolicyLayer does not trust; add it with NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: (hostname) => `its certificate is for another host name than ${hostname}`,
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: (hostname) => `it has no certificate for the host name ${hostname}`,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: () => 'it does not support TLS 1.2 or newer',
  ERR_SSL_UNSUPPORTED_PROTOCOL: () => 'it does not support TLS 1.2 or newer',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: () => 'it requires a client certificate, which PolicyLayer cannot send',
};

const UNKNOWN_AUTHORITY =
  'its certificate comes from an unknown authority, or the server does not send the intermediate certificate';
const NO_TLS = 'it does not speak TLS on this port; if it speaks plain HTTP, its address begins with http://';

/** Codes and texts of an answer that is no handshake, usually plain HTTP. */
const NOT_TLS =
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER|wrong version number|http request/i;
const IS_TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH|INVALID_)/;

/** Why TLS failed, as the rest of a sentence about the server; null: another failure. */
export function explainTls(hostname: string, code: string, message: string): string | null {
  if (!IS_TLS.test(code)) return null;
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (known) return known(hostname);
  if (code.startsWith('UNABLE_TO_')) return UNKNOWN_AUTHORITY;
  if (NOT_TLS.test(code) || NOT_TLS.test(message)) return NO_TLS;
  if (/HANDSHAKE_FAILURE|NO_SHARED_CIPHER/.test(code)) return 'the two sides have no encryption in common';
  return `TLS reported ${code.slice(0, 60)}`;
}
