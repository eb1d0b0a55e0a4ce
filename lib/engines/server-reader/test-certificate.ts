import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

// X.509 certificates for tests, encoded in DER: Node parses them but creates none.

type Certificate = { key: string; cert: string };

const DAY_MS = 86_400_000;

/** A certificate for a host name, valid between two days from now; self-signed without `issuer`. */
export function makeCertificate(
  host: string,
  { fromDay = -1, toDay = 1, issuer }: { fromDay?: number; toDay?: number; issuer?: Issuer } = {},
): Certificate & Issuer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = sequence(tlv(0x82, Buffer.from(host)));
  const alternativeNames = sequence(oid(0x55, 0x1d, 0x11), tlv(0x04, names));
  const body = sequence(
    tlv(0xa0, integer(2)),
    integer(1 + Math.floor(Math.random() * 1e6)),
    ecdsaWithSha256,
    commonName(issuer?.name ?? host),
    sequence(time(fromDay), time(toDay)),
    commonName(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(alternativeNames)),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  const der = sequence(body, ecdsaWithSha256, tlv(0x03, Buffer.concat([Buffer.of(0), signature])));
  const cert = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return { key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert, name: host, privateKey };
}

type Issuer = { name: string; privateKey: KeyObject };

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const sequence = (...parts: Buffer[]) => tlv(0x30, Buffer.concat(parts));
const oid = (...bytes: number[]) => tlv(0x06, Buffer.of(...bytes));
const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

function integer(value: number): Buffer {
  const hex = value.toString(16).padStart(8, '0');
  const bytes = Buffer.from(hex, 'hex');
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first === -1 ? Buffer.of(0) : bytes.subarray(first);
  return tlv(0x02, short[0] !== undefined && short[0] > 127 ? Buffer.concat([Buffer.of(0), short]) : short);
}

function commonName(name: string): Buffer {
  return sequence(tlv(0x31, sequence(oid(0x55, 0x04, 0x03), tlv(0x0c, Buffer.from(name)))));
}

function time(day: number): Buffer {
  const text = new Date(Date.now() + day * DAY_MS).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tlv(0x18, Buffer.from(text));
}
