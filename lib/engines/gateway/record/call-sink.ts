// The port of the call log, which gateway-store answers.

/** A row of the call log. */
export type CallRow = {
  id: string;
  /** ISO 8601. */
  at: string;
  organisationId: string;
  serverId: string;
  grantId: string | null;
  requestId: string;
  traceId: string | null;
  session: string | null;
  era: 'modern' | 'legacy';
  method: string;
  tool: string | null;
  argumentKeys: string[];
  argumentsDigest: string | null;
  outcome: 'allow' | 'deny' | 'hold';
  rule: string;
  message: string;
  /** What failed after the call was allowed, in a few words; null where nothing did. */
  failure: string | null;
  policyVersionId: string | null;
  upstreamStatus: number | null;
  requestBytes: number;
  responseBytes: number;
  gatewayMicros: number;
  upstreamMicros: number;
};

/** Where the call log is kept. Both methods reject where it cannot be written; what they were given is then kept by the caller. */
export interface CallSink {
  /** Stores rows; a row that is already stored is left as it is. */
  write(rows: readonly CallRow[]): Promise<void>;
  /** Notes when grants were last used and servers last answered; ids with milliseconds since 1970. */
  touch(grants: ReadonlyMap<string, number>, servers: ReadonlyMap<string, number>): Promise<void>;
}
