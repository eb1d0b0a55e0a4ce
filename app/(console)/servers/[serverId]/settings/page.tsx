import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { openServer } from '@/app/(console)/servers/[serverId]/open-server';
import { ConnectionForm } from '@/components/servers/connection-form';
import { ServerSettingsForm } from '@/components/servers/server-settings-form';
import { RemoveForm, RenameForm } from '@/components/servers/settings-forms';
import { PageHeader } from '@/components/ui/page-header';
import { isAllowed } from '@/lib/domain/actors/actor';
import { toShown } from '@/lib/domain/servers/settings';
import { connectAction, removeAction, renameAction, settingsAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({ params }: { params: Promise<{ serverId: string }> }) {
  const { actor, server } = await openServer((await params).serverId, '/settings');
  const { id, name, url, hasCredentials } = server;
  return (
    <div className="max-w-3xl">
      <PageHeader title="Settings" />
      <div className="grid gap-10">
        {isAllowed(actor, 'server.rename') && (
          <Section title="General">
            <RenameForm action={renameAction.bind(null, id)} name={name} />
          </Section>
        )}
        <Section
          title="Connection"
          text={
            hasCredentials
              ? 'A header is sent to the server with every call. It is stored encrypted and never shown.'
              : 'The server is reached without credentials.'
          }
        >
          {isAllowed(actor, 'server.connect') && (
            <ConnectionForm action={connectAction.bind(null, id)} url={url} hasCredentials={hasCredentials} />
          )}
        </Section>
        {isAllowed(actor, 'server.settings') && (
          <Section title="Limits and server requests" text="These apply to every grant for this server.">
            <ServerSettingsForm action={settingsAction.bind(null, id)} shown={toShown(server)} mayAsk={server.mayAsk} />
          </Section>
        )}
        {isAllowed(actor, 'server.remove') && (
          <Section title="Remove">
            <RemoveForm action={removeAction.bind(null, id)} name={name} />
          </Section>
        )}
      </div>
    </div>
  );
}

function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="font-semibold text-lg">{title}</h2>
        {text && <p className="text-ink-soft text-sm">{text}</p>}
      </div>
      {children}
    </section>
  );
}
