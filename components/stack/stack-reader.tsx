'use client';

import { useMemo, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { type ConfiguredServer, readConfig } from '@/lib/core/stack-reader/read-config';
import { Leaving } from './leaving';
import { type LookedUp, lookUp } from './look-up';
import { PastePane } from './paste-pane';
import { StackResult } from './stack-result';

type Phase = { at: 'idle' | 'asking' } | { at: 'failed'; message: string } | { at: 'answered'; servers: LookedUp[] };

/** Reads a client's configuration in this browser and asks the catalogue for the servers that the reader lets it ask for. */
export function StackReader({ canSignUp }: { canSignUp: boolean }) {
  const [text, setText] = useState('');
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const [phase, setPhase] = useState<Phase>({ at: 'idle' });
  const read = useMemo(() => readConfig(text), [text]);
  const servers = read.ok ? read.servers.map((server, at) => (kept.has(at) ? keptBack(server) : server)) : [];

  function change(next: string) {
    setText(next);
    setKept(new Set());
    setPhase({ at: 'idle' });
  }

  function keep(at: number, isKept: boolean) {
    const next = new Set(kept);
    if (isKept) next.add(at);
    else next.delete(at);
    setKept(next);
    setPhase({ at: 'idle' });
  }

  async function ask() {
    setPhase({ at: 'asking' });
    try {
      setPhase({ at: 'answered', servers: await lookUp(servers) });
    } catch (error) {
      setPhase({ at: 'failed', message: error instanceof Error ? error.message : 'The catalogue did not answer.' });
    }
  }

  return (
    <div className="needs-script grid gap-10">
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <PastePane text={text} onChange={change} problem={read.ok ? read.note : read.problem} isReadable={read.ok} />
        <Leaving
          servers={read.ok ? read.servers : []}
          kept={kept}
          onKeep={keep}
          asked={servers}
          isAsking={phase.at === 'asking'}
          onAsk={ask}
        />
      </div>
      {phase.at === 'failed' && <Notice tone="deny">{phase.message} Nothing else was sent.</Notice>}
      {phase.at === 'answered' && <StackResult servers={phase.servers} canSignUp={canSignUp} />}
    </div>
  );
}

function keptBack(server: ConfiguredServer): ConfiguredServer {
  return { ...server, identity: null, why: server.identity ? 'You excluded it.' : server.why };
}
