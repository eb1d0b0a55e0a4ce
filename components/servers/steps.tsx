import { Check } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';

type StepsProps = { serverId: string; isPublished: boolean; hasGrant: boolean; hasCall: boolean };

/** What is left to do until the first call is judged; nothing once it was. */
export function Steps({ serverId, isPublished, hasGrant, hasCall }: StepsProps) {
  if (isPublished && hasGrant && hasCall) return null;
  const home = `/servers/${serverId}`;
  const steps = [
    {
      title: 'Publish a policy',
      text: 'Until then every call is denied. A recommended policy is ready to review.',
      isDone: isPublished,
      href: `${home}/policies`,
      action: 'Open the policy',
    },
    {
      title: 'Mint a grant',
      text: 'A token for one agent or person, under that policy.',
      isDone: hasGrant,
      href: `${home}/grants`,
      action: 'Mint a grant',
    },
    {
      title: 'See the first call',
      text: 'Point a client at the gateway URL and call any tool.',
      isDone: hasCall,
      href: `${home}/calls`,
      action: 'Open the call log',
    },
  ];
  const next = steps.findIndex(({ isDone }) => !isDone);
  return (
    <Card>
      <ol className="divide-y">
        {steps.map(({ title, text, isDone, href, action }, index) => (
          <li key={title} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
            <StepMark number={index + 1} isDone={isDone} isNext={index === next} />
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium text-sm">{title}</p>
              {!isDone && <p className="text-ink-soft text-sm">{text}</p>}
            </div>
            {!isDone && (
              <Button asChild size="small" kind={index === next ? 'primary' : 'secondary'}>
                <Link href={href}>{action}</Link>
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepMark({ number, isDone, isNext }: { number: number; isDone: boolean; isNext: boolean }) {
  return (
    <span
      className={classNames(
        'grid size-7 shrink-0 place-items-center rounded-full border font-medium text-xs',
        isDone ? 'border-allow/30 bg-allow-soft text-allow' : isNext ? 'border-accent text-accent' : 'text-ink-faint',
      )}
    >
      {isDone ? <Check aria-label="Done" className="size-4" /> : number}
    </span>
  );
}
