import { z } from 'zod';
import { log } from '@/lib/base/log';
import { open } from '@/lib/base/secrets/secret-box';
import { openAddress } from '@/lib/base/secrets/server-address';
import type { Endpoint, EndpointSettings, TargetSettings } from '@/lib/engines/gateway/ports';
import { sameNames } from '@/lib/engines/gateway/route/names';

export type ServerRow = EndpointSettings & {
  id: string;
  organisationId: string;
  url: string;
  urlBox: string | null;
  credentialBox: string | null;
  firstByteMs: number;
  mayAsk: string[];
  mayReachPrivate: boolean;
  toolsVersion: string;
  protocolVersions: string[];
};

/** A registered server as the endpoint that it is by itself; null: its address is none. */
export function toEndpoint(row: ServerRow, tools: ReadonlyMap<string, string>): Endpoint | null {
  const { id, organisationId, bodyBytesMax, sessionsPerMinute, sessionsOpenMax } = row;
  const whole = wholeAddress(row);
  const url = whole ?? row.url;
  if (!URL.canParse(url)) return null;
  const { origin, pathname, search } = new URL(url);
  return {
    id,
    organisationId,
    settings: { bodyBytesMax, sessionsPerMinute, sessionsOpenMax },
    target: {
      id,
      organisationId,
      transport: { kind: 'http', origin, path: pathname + search, mayReachPrivate: row.mayReachPrivate },
      names: sameNames,
      credential: whole === null ? null : openCredential(row),
      tools,
      versions: row.protocolVersions,
      settings: toSettings(row),
    },
  };
}

function toSettings({ firstByteMs, mayAsk }: ServerRow): TargetSettings {
  return { firstByteMs, mayAsk: new Set(mayAsk) };
}

function wholeAddress(row: ServerRow): string | null {
  try {
    return openAddress(row);
  } catch {
    log.error({ serverId: row.id }, 'The address of a server cannot be opened; nothing is sent to it.');
    return null;
  }
}

const Headers = z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/));

/** Headers that belong to the connection or to MCP; a credential cannot be one of them. */
const RESERVED = /^(host|connection|content-.*|transfer-encoding|upgrade|te|trailer|keep-alive|expect|accept|mcp-.*)$/i;

function openCredential({ id, credentialBox }: ServerRow): string[] | null {
  if (credentialBox === null) return [];
  try {
    const headers = Headers.parse(JSON.parse(open(credentialBox, `server:${id}`)));
    return Object.entries(headers)
      .filter(([name]) => !RESERVED.test(name))
      .flat();
  } catch {
    log.error({ serverId: id }, 'The credential of a server cannot be opened; nothing is sent to it.');
    return null;
  }
}
