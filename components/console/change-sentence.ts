type Detail = Record<string, unknown>;

const sentences: Record<string, (detail: Detail) => string> = {
  'organisation.create': ({ name }) => `created the organisation ${name}`,
  'server.register': ({ name, tools }) => `registered ${name} with ${counted(tools, 'tool')}`,
  'server.rename': ({ from, to }) => `renamed ${from} to ${to}`,
  'server.remove': ({ name }) => `removed ${name} with its policies and grants`,
  'server.refresh': ({ added, changed, gone }) =>
    `read the tools again: ${lengthOf(added)} new, ${lengthOf(changed)} changed, ${lengthOf(gone)} gone`,
  'tool.review': ({ tool }) => `reviewed the tool ${tool}`,
  'policy.publish': ({ policy, version, server }) => `published version ${version} of ${policy} on ${server}`,
  'grant.mint': ({ label, server }) => `minted a grant for ${label} on ${server}`,
  'grant.revoke': ({ label }) => `revoked the grant for ${label}`,
  'approval.approve': ({ tool }) => `approved a call of ${tool}`,
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

function counted(count: unknown, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
