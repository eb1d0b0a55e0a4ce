type Detail = Record<string, unknown>;

const sentences: Record<string, (detail: Detail) => string> = {
  'organisation.create': ({ name }) => `created the organisation ${name}`,
  'organisation.allow_private': () => 'allowed this organisation to reach private addresses',
  'organisation.deny_private': () => 'stopped this organisation from reaching private addresses',
  'server.register': ({ name, tools }) => `registered ${name} with ${counted(tools, 'tool')}`,
  'server.rename': ({ from, to }) => `renamed ${from} to ${to}`,
  'server.remove': ({ name }) => `removed ${name} with its policies and grants`,
  'server.connect': (detail) => `${connected(detail)}; ${differences(detail)}`,
  'server.settings': (detail) => `changed the settings of ${detail.name}: ${settingsChanged(detail)}`,
  'server.refresh': (detail) => `read the tools again: ${differences(detail)}`,
  'tool.review': ({ tool }) => `reviewed the tool ${tool}`,
  'policy.publish': ({ policy, version, server }) => `published version ${version} of ${policy} on ${server}`,
  'grant.mint': ({ label, server }) => `minted a grant for ${label} on ${server}`,
  'grant.revoke': ({ label }) => `revoked the grant for ${label}`,
  'approval.approve': ({ tool }) => `approved a call of ${tool}`,
  'session.end': ({ device }) => `ended one of their sessions: ${device}`,
  'session.end_others': ({ sessions }) => `ended all their other sessions (${sessions})`,
  'approval.reject': ({ tool, reason }) => `rejected a call of ${tool}${reason ? `: ${reason}` : ''}`,
};

/** A change as words that follow the name of who did it; a verb that is new here shows itself. */
export function changeSentence(verb: string, detail: unknown): string {
  const words = sentences[verb];
  return words && isDetail(detail) ? words(detail) : verb;
}

function isDetail(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function connected({ name, from, to, isOtherAddress, credentials }: Detail): string {
  const moved = from === to ? `another address at ${to}` : `${to} instead of ${from}`;
  const words = [
    isOtherAddress === true && `pointed ${name} at ${moved}`,
    credentials !== 'kept' && `${credentials} the credentials of ${name}`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' and ') : `connected to ${name} again`;
}

const settingWords: Record<string, string> = {
  bodyBytesMax: 'maximum request size',
  firstByteMs: 'response timeout',
  sessionsPerMinute: 'new sessions per minute',
  sessionsOpenMax: 'open sessions',
  mayAsk: 'requests it may send to agents',
};

/** As the form of the settings shows it. */
const settingUnits: Record<string, (value: number) => string> = {
  bodyBytesMax: (bytes) => `${bytes / 2 ** 20} MiB`,
  firstByteMs: (ms) => `${ms / 1_000} s`,
};

function settingsChanged(detail: Detail): string {
  const parts = Object.entries(settingWords).flatMap(([key, words]) => {
    const change = detail[key];
    return isDetail(change) ? [`${words} from ${settingText(key, change.from)} to ${settingText(key, change.to)}`] : [];
  });
  return parts.join('; ');
}

function settingText(key: string, value: unknown): string {
  if (typeof value === 'number') return settingUnits[key]?.(value) ?? String(value);
  return Array.isArray(value) ? value.join(', ') || 'nothing' : String(value);
}

function differences({ added, changed, gone }: Detail): string {
  const parts = [
    lengthOf(added) > 0 && `${lengthOf(added)} new`,
    lengthOf(changed) > 0 && `${lengthOf(changed)} changed`,
    lengthOf(gone) > 0 && `${lengthOf(gone)} gone`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'nothing changed';
}

function counted(count: unknown, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
