'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SubmitButton } from '@/components/ui/submit-button';
import { Time } from '@/components/ui/time';
import type { ShownSession } from '@/lib/domain/sessions/schema';

type SessionListProps = {
  sessions: ShownSession[];
  signOut: () => Promise<void>;
  end: FormAction;
  endOthers: FormAction;
};

/** Where a person is signed in: this session, then the others, each with what ends it. */
export function SessionList({ sessions, signOut, end, endOthers }: SessionListProps) {
  const current = sessions.filter(({ isCurrent }) => isCurrent);
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  return (
    <div className="grid gap-8">
      <section className="grid gap-3">
        <h2 className="font-semibold text-lg">This session</h2>
        <Card>
          <ul>
            {current.map((session) => (
              <Row key={session.id} session={session}>
                <form action={signOut}>
                  <Button kind="secondary" size="small" type="submit">
                    Sign out here
                  </Button>
                </form>
              </Row>
            ))}
          </ul>
        </Card>
      </section>
      <section className="grid gap-3">
        <h2 className="font-semibold text-lg">
          Other sessions{' '}
          {others.length > 0 && <span className="font-normal text-ink-faint tabular-nums">{others.length}</span>}
        </h2>
        <ActionForm action={end} className="grid gap-3">
          {() => <Others sessions={others} />}
        </ActionForm>
        <ActionForm action={endOthers} className="grid gap-3">
          {() =>
            others.length > 1 && (
              <SubmitButton kind="danger" size="small" busy="Ending…" className="w-fit">
                End all other sessions
              </SubmitButton>
            )
          }
        </ActionForm>
      </section>
    </div>
  );
}

function Others({ sessions }: { sessions: ShownSession[] }) {
  if (sessions.length === 0) {
    return (
      <EmptyState title="No other sessions">
        When you sign in with another browser, that session appears here.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul className="divide-y">
        {sessions.map((session) => (
          <Row key={session.id} session={session}>
            <EndButton session={session} />
          </Row>
        ))}
      </ul>
    </Card>
  );
}

/** All rows are one form, so that its answer stays when the row goes. */
function EndButton({ session: { id, device } }: { session: ShownSession }) {
  const { pending, data } = useFormStatus();
  const isEnding = pending && data?.get('sessionId') === id;
  return (
    <Button
      kind="danger"
      size="small"
      type="submit"
      name="sessionId"
      value={id}
      disabled={pending}
      aria-label={`End session: ${device}`}
    >
      {isEnding ? 'Ending…' : 'End session'}
    </Button>
  );
}

function Row({ session, children }: { session: ShownSession; children: ReactNode }) {
  const { device, isCurrent, createdAt, lastSeenAt } = session;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <span className="break-words font-medium text-sm">{device}</span>
          {isCurrent && <Badge tone="accent">This device</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-ink-faint text-sm">
          <span>
            signed in <Time at={createdAt} />
          </span>
          <span>
            last seen <Time at={lastSeenAt} />
          </span>
        </p>
      </div>
      {children}
    </li>
  );
}
