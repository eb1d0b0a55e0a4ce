'use client';

import { Tabs } from 'radix-ui';
import { Card } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { Input } from '@/components/ui/field';
import { FirstCall } from './first-call';
import { snippetsFor } from './snippets';

type TokenPanelProps = {
  id: string;
  label: string;
  token: string;
  server: { id: string; name: string; gatewayUrl: string };
};

const trigger =
  'whitespace-nowrap border-transparent border-b-2 px-1 py-2 text-ink-soft text-sm hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink';

/** A new grant's token, this once, with what each client wants to have pasted. */
export function TokenPanel({ id, label, token, server }: TokenPanelProps) {
  const snippets = snippetsFor({ serverName: server.name, url: server.gatewayUrl, token });
  return (
    <Card className="grid min-w-0 gap-5 border-accent/40 p-4 sm:p-5" role="region" aria-label={`Grant for ${label}`}>
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Grant for {label}</h2>
        <p className="text-ink-soft text-sm">
          Copy the token now. Only its hash is stored, so it cannot be shown again.
        </p>
      </div>
      <div className="flex min-w-0 items-center gap-2">
        <Input readOnly aria-label="Token" value={token} className="min-w-0 flex-1 font-mono" />
        <CopyButton text={token} label="Copy token" />
      </div>
      <Tabs.Root defaultValue={snippets[0] && idOf(snippets[0].client)} className="min-w-0">
        <Tabs.List aria-label="Client" className="mb-3 flex gap-4 overflow-x-auto border-b">
          {snippets.map(({ client }) => (
            <Tabs.Trigger key={client} value={idOf(client)} className={trigger}>
              {client}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {snippets.map(({ client, place, language, text }) => (
          <Tabs.Content key={client} value={idOf(client)}>
            <CodeBlock title={place} text={text} language={language} isWrapped copyKind="primary" />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <FirstCall serverId={server.id} grantId={id} />
    </Card>
  );
}

/** Tab and panel find each other by ids made of this, which may hold no space. */
function idOf(client: string): string {
  return client.replaceAll(' ', '-');
}
