import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import type { ShownCall } from '@/lib/domain/call-log/schema';

/** What the log knows of a call beside its row. */
export function CallDetails({ call }: { call: ShownCall }) {
  const { serverId, requestId, traceId, policyVersion, upstreamStatus } = call;
  return (
    <dl className="grid gap-x-8 gap-y-2 text-xs sm:grid-cols-2">
      <Fact name="Request ID" isWide>
        <code className="break-all font-mono">{requestId}</code>
        <CopyButton text={requestId} label="Copy ID" />
      </Fact>
      {traceId && (
        <Fact name="Trace ID" isWide>
          <code className="break-all font-mono">{traceId}</code>
        </Fact>
      )}
      <Fact name="Rule">{call.rule ? <code className="break-all font-mono">{call.rule}</code> : 'None denied it'}</Fact>
      <Fact name="Policy">
        {policyVersion === null ? (
          'None'
        ) : (
          <Link href={`/servers/${serverId}/policies/versions/${policyVersion}`} className="link">
            Version {policyVersion}
          </Link>
        )}
      </Fact>
      <Fact name="Method">
        <code className="break-all font-mono">{call.method === '(none)' ? 'Not read' : call.method}</code>
      </Fact>
      <Fact name="Server status">{upstreamStatus ?? 'Not reached'}</Fact>
      <Fact name="Size">
        {bytes(call.requestBytes)} in, {bytes(call.responseBytes)} out
      </Fact>
      <Fact name="Time">
        {milliseconds(call.gatewayMicros)} gateway, {milliseconds(call.upstreamMicros)} server
      </Fact>
      <Fact name="At">
        <time dateTime={call.at}>{new Date(call.at).toISOString().replace('T', ' ').replace('Z', ' UTC')}</time>
      </Fact>
      <Fact name="Grant">{call.grant}</Fact>
    </dl>
  );
}

function Fact({ name, isWide = false, children }: { name: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        isWide
          ? 'grid grid-cols-[7rem_minmax(0,1fr)] items-center sm:col-span-2'
          : 'grid grid-cols-[7rem_minmax(0,1fr)]'
      }
    >
      <dt className="text-ink-faint">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 text-ink-soft">{children}</dd>
    </div>
  );
}

export function milliseconds(micros: number): string {
  const ms = micros / 1_000;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function bytes(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'}`;
}
