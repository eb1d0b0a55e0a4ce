import type { CompiledPolicy } from '@/lib/core/policy/compile/compile';

// What the gateway asks of the world. lib/engines/gateway-store answers from PostgreSQL, tests from memory.

/** A grant's policy as it stood when the snapshot was taken; `unreadable` denies every call. */
export type PolicyInForce = {
  versionId: string;
  number: number;
  /** As it was published: what a worker compiles for itself. */
  document: string;
  compiled: CompiledPolicy | 'unreadable';
};

/** Who asks, as far as a step may know. Immutable; the same object as long as nothing of it changed. */
export type Caller = {
  /** The grant's id: what a caller uses and holds is counted under it. */
  id: string;
  organisationId: string;
  /** The person who signed in; null: a grant's token names none. */
  memberId: string | null;
  /** The one endpoint that it may use. */
  endpointId: string;
  policy: PolicyInForce | null;
  /** Milliseconds since 1970; Infinity: never. */
  expiresAtMs: number;
  /** SHA-256 of the token, hex: what it is found again by. The token itself is kept nowhere. */
  tokenHash: string;
};

export type GrantEntry = Caller & { revoked: boolean };

/** Why a token lets nobody in. `caller`: whose it is, for the log alone; null where that is not known. */
export type NoCaller = { refused: 'unknown' | 'revoked' | 'expired' | 'elsewhere'; caller: Caller | null };

export interface Authenticator {
  /**
   * Who holds a token, for one endpoint, as one snapshot has it. `token`: 1 to 4,096 visible ASCII characters, of whatever
   * kind; `resource`: the endpoint's id as the path names it, which need not exist. A value where no I/O is needed, so
   * that a grant costs one hash and one look-up. A promise rejects where the answer cannot be had; the request is refused.
   * Never a caller that was revoked, that has expired or that may not use the resource.
   */
  authenticate(token: string, resource: string, snapshot: Snapshot): Caller | NoCaller | Promise<Caller | NoCaller>;
  /** The same caller as another snapshot has it, or why it stands no longer. Never throws; one look-up, no I/O. */
  renew(caller: Caller, snapshot: Snapshot): Caller | NoCaller;
}

/** How messages reach a target. */
type Transport = {
  kind: 'http';
  origin: string;
  /** Path and query. */
  path: string;
  /** Whether the organisation may have servers on private addresses; effective where the installation allows them. */
  mayReachPrivate: boolean;
};

/**
 * Names of a target's tools, as its clients and as it knows them; each method undoes the other. Synchronous and pure: a
 * list asks once for each of its tools.
 */
export interface NameMap {
  /** The target's name of what clients call so; null where they call nothing of it so. */
  toTarget(name: string): string | null;
  /** What clients call it; null where they may not know of it. */
  toClient(name: string): string | null;
}

/** One MCP server that messages are forwarded to. Immutable. */
export type Target = {
  /** The server's id. */
  id: string;
  organisationId: string;
  transport: Transport;
  names: NameMap;
  /** Headers that carry our credential, name and value in turn; null: the sealed credential cannot be opened. */
  credential: readonly string[] | null;
  /**
   * The reviewed tools by the target's own names, each with the SHA-256 of the canonical form of its pinned definition,
   * hex; '' where none is known, which no definition has. A tool that is not here does not exist for any agent. The same
   * map while nothing changed.
   */
  tools: ReadonlyMap<string, string>;
  /** Revisions that it was seen to speak when it was read last; empty where that is not known. */
  versions: readonly string[];
  settings: TargetSettings;
};

/** What an organisation sets for the messages that go to one target. */
export type TargetSettings = {
  /** Milliseconds from sending a request to the head of its answer. */
  firstByteMs: number;
  /** Methods that the server may ask of clients, such as `elicitation/create`; `ping` is always let through. */
  mayAsk: ReadonlySet<string>;
};

export interface Credentials {
  /**
   * The headers that carry our credential to a target, name and value in turn; empty: it wants none; null: ours cannot be
   * had, and nothing is sent. A value where it is at hand: every message asks. What is not there within the target's
   * `firstByteMs`, or rejects, counts as null. Never throws.
   */
  headersFor(target: Target): readonly string[] | null | Promise<readonly string[] | null>;
  /**
   * The target answered 401 to what `headersFor` gave. True: it gives something else now, and the message is sent once
   * more. False: nothing changed. Many messages may ask at once. Same bounds; a rejection counts as false.
   */
  refresh(target: Target): boolean | Promise<boolean>;
}

/** What a client connects to, at `/mcp/<id>`: one server, so that it has its id and one target. Immutable. */
export type Endpoint = {
  id: string;
  organisationId: string;
  settings: EndpointSettings;
  target: Target;
};

/** What an organisation sets for the clients of one endpoint. */
export type EndpointSettings = {
  /** Bytes of one message from a client: 1 to 16 MiB. */
  bodyBytesMax: number;
  /** Sessions that one grant may begin in a minute, and hold open. */
  sessionsPerMinute: number;
  sessionsOpenMax: number;
};

/** A map that is only read. Constant time for hashes and UUIDs; a key of any text may be asked for. */
export interface Lookup<T> {
  get(key: string): T | undefined;
  has(key: string): boolean;
}

/**
 * Everything a decision needs, immutable: a decision and the version it is logged under come from one snapshot. What it
 * holds of one organisation is what the database held at one moment; two organisations may be of different moments.
 */
export type Snapshot = {
  /** By the id in their path. */
  endpoints: Lookup<Endpoint>;
  /** By the SHA-256 of the token, hex. */
  grants: Lookup<GrantEntry>;
};

/**
 * Where snapshots come from; `snapshot-source.contract.ts` says what holds of each source. No method asks a database, waits
 * or throws. What was revoked, expires earlier or was removed is closed as soon as the source hears of it; what is opened
 * waits for a reading. A source that hears of nothing keeps its last snapshot, and its age grows: who reads it refuses.
 */
export interface SnapshotSource {
  /** The newest snapshot; it never changes once it was given out. */
  current(): Snapshot;
  /**
   * Milliseconds since what the snapshot holds of an organisation was last known to be what the database holds; without
   * one, since changes were last known to be heard of.
   */
  ageMs(organisationId?: string): number;
  /** The largest age of any organisation. */
  oldestMs(): number;
  /**
   * The listener is told whose entries changed, when `current` has them already; without an organisation, anybody's. It is
   * called synchronously and must not throw; nothing takes it out again.
   */
  onChange(listener: (organisationId?: string) => void): void;
}

/** The definitions that were reviewed, which are too many for a snapshot: it has their hashes. */
export interface PinnedDefinitions {
  /**
   * The pinned definitions of some tools of a target by its own names, each a JSON text with the hash that `target.tools` gives.
   * What cannot be had is not in it. Never rejects; may ask the database.
   */
  read(target: Target, names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Tells the console that a server offers tools or definitions that were not pinned. Never throws and does not wait; at
   * most one write a minute for each server.
   */
  noteDrift(target: Target): void;
  /**
   * Tells the console that a server offers exactly what is pinned again. Counts once: a drift that follows stays noted
   * until the console reads the tools, so that a server which alternates cannot hide it. As `noteDrift` otherwise.
   */
  noteDriftEnd(target: Target): void;
}

/** What an approval is for: exactly this call under exactly this policy version. */
export type HeldCall = {
  organisationId: string;
  serverId: string;
  grantId: string;
  policyVersionId: string;
  tool: string;
  /** SHA-256 of the RFC 8785 form of all of `params` but `_meta`, hex. */
  argumentsDigest: string;
};

/** What became of a request; `reason` is what the person who decided wrote, null where nothing. */
export type ApprovalEntry = { id: string; state: 'pending' | 'approved' | 'rejected'; reason: string | null };

/** A call that a person is asked about. */
export type NewApproval = HeldCall & {
  /** The RFC 8785 form that the digest is of; stored sealed. */
  canonicalArguments: string;
  /** JSON Pointer of the rule that holds the call, and what it says. */
  rule: string;
  message: string;
  /** 1 to 2,678,400, which is 31 days. */
  expiresInSeconds: number;
};

/** Every method rejects where the database does not answer; `find` and `create` also where too many calls ask at once. */
export interface ApprovalStore {
  /** The newest approval for this call that has neither expired nor been consumed. */
  find(call: HeldCall): Promise<ApprovalEntry | null>;
  /** Asks for an approval, or finds the one that a parallel repeat asked for; null: too many of this grant are waiting. */
  create(call: NewApproval): Promise<ApprovalEntry | null>;
  /** Uses an approval up: true for exactly one of any number of callers. */
  consume(id: string): Promise<boolean>;
  /** Undoes `consume` for a call that certainly did not reach the server. */
  giveBack(id: string): Promise<void>;
}
