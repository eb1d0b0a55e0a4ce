import type { ServerAccount } from '@/lib/core/catalogue-model/entry';

/** The last time that a server's remote was asked for its tools; absent where it never was. */
export type Attempt = Partial<Pick<ServerAccount, 'remoteTriedAt' | 'remoteProblem'>>;

/** Why a listed server has no known tools, in one or two sentences. */
export function whyUnread({ name, remoteTriedAt, remoteProblem }: { name: string } & Attempt): string {
  if (!remoteTriedAt || !remoteProblem) {
    return `${name} is listed, but nobody has asked the running server which tools it has.`;
  }
  const day = remoteTriedAt.toISOString().slice(0, 10);
  return `${name} was asked for its tools on ${day} and did not tell them. ${remoteProblem}`;
}
