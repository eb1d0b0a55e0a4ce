/** Stands for a part of an address that may be a secret. */
const MASK = '••••';
/** The same as URL spells it. */
const MASK_ENCODED = encodeURIComponent(MASK);

/** A long segment with digits in it, as servers use for keys in the path. A version or a date alone is shorter. */
const SECRET_SEGMENT = /^(?=[^\d]*\d)[\w.~%=+-]{20,}$/;
/** A parameter whose name is a name; what stands alone or is encoded may itself be the key. */
const NAMED = /^([A-Za-z][\w.-]{0,23})=[^=]/;

/** The address without what may be a secret: values of the query, and segments of the path that look like keys. */
export function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const path = pathname.split('/').map((segment) => (SECRET_SEGMENT.test(segment) ? MASK : segment));
  const query = search
    .slice(1)
    .split('&')
    .map((pair) => `${NAMED.exec(pair)?.[1]?.concat('=') ?? ''}${MASK}`);
  return origin + path.join('/') + (search === '' ? '' : `?${query.join('&')}`);
}

/** Whether an address holds what stands for a secret in place of the secret. */
export function isMasked(url: string): boolean {
  return url.includes(MASK) || url.includes(MASK_ENCODED);
}
