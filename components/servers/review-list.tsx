'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import { ToolName } from '@/components/ui/tool-name';
import { ReviewDifferences, type ShownDifference } from './review-differences';
import { ReviewRisks, type ShownRisk } from './review-risks';

type ToolToReview = {
  name: string;
  state: 'pending' | 'changed';
  definitionHash: string;
  before: ShownRisk | null;
  after: ShownRisk;
  differences: ShownDifference[];
};

/** `action` pins; absent for who may only look. */
type ReviewListProps = { tools: ToolToReview[]; action?: FormAction };

/** New and changed tools, what is offered beside what is pinned; a review pins exactly what is shown. */
export function ReviewList({ tools, action }: ReviewListProps) {
  return (
    <Card className="overflow-hidden">
      <ul className="divide-y">
        {tools.map((tool) => (
          <li key={tool.name} className="grid gap-3 px-4 py-4 sm:px-5">
            <h3 className="flex flex-wrap items-center gap-2 font-normal">
              <span className="break-all font-mono text-sm">
                <ToolName name={tool.name} />
              </span>
              <Badge tone="hold">{tool.state === 'pending' ? 'New' : 'Changed'}</Badge>
            </h3>
            {tool.state === 'changed' && !tool.before && (
              <p className="text-ink-soft text-sm">
                The earlier definition is no longer stored, so the whole new definition is shown.
              </p>
            )}
            <ReviewRisks before={tool.before} after={tool.after} />
            <ReviewDifferences differences={tool.differences} isNew={tool.before === null} />
            {action && <PinForm tool={tool} action={action} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function PinForm({ tool: { name, definitionHash }, action }: { tool: ToolToReview; action: FormAction }) {
  return (
    <ActionForm action={action} className="grid gap-2">
      {() => (
        <>
          <input type="hidden" name="tool" value={name} />
          <input type="hidden" name="definitionHash" value={definitionHash} />
          <SubmitButton size="small" kind="secondary" busy="Pinning…" className="w-fit">
            Pin this definition
          </SubmitButton>
        </>
      )}
    </ActionForm>
  );
}
