'use client';

import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { HistoryButtons } from './history-buttons';
import { barLook } from './publish-bar';
import { toFragment } from './shared-policy';
import type { Draft } from './use-draft';

/** What the playground has in place of publishing: a link that holds the whole policy. */
export function ShareBar({ draft, ownNames }: { draft: Draft; ownNames: string[] | null }) {
  const [said, setSaid] = useState('');
  async function share() {
    const fragment = await toFragment({ document: draft.state.text, ...(ownNames && { tools: ownNames }) });
    window.history.replaceState(null, '', fragment);
    try {
      await navigator.clipboard.writeText(window.location.href);
      setSaid('The link is copied. The policy is in the link itself; nothing was stored here.');
    } catch {
      setSaid('The link is in the address bar. The policy is in the link itself; nothing was stored here.');
    }
  }
  return (
    <div className={barLook}>
      <div className="flex flex-wrap items-center gap-2">
        <p
          aria-live="polite"
          className={`min-w-0 flex-1 basis-32 text-ink-soft text-sm ${said ? '' : 'max-sm:sr-only'}`}
        >
          {said || 'Nothing leaves this browser.'}
        </p>
        <HistoryButtons draft={draft} />
        <Button kind="secondary" onClick={share}>
          <Link2 aria-hidden />
          Copy link
        </Button>
      </div>
    </div>
  );
}
