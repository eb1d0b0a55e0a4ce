'use client';

import { ActionForm, type FormAction } from '@/components/form/action-form';
import { Badge, SeverityBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { JsonCode } from '@/components/ui/json-code';
import { SubmitButton } from '@/components/ui/submit-button';
import { ToolName } from '@/components/ui/tool-name';
import { showHidden } from '@/lib/show-hidden';
import type { ListedTool } from './tool-table';

export type ToolToReview = ListedTool & { definitionHash: string; inputSchema: unknown };

/** New and changed tools with what they say of themselves; a review pins exactly what is shown. */
export function ReviewList({ tools, action }: { tools: ToolToReview[]; action: FormAction }) {
  return (
    <Card className="overflow-hidden">
      <ul className="divide-y">
        {tools.map((tool) => (
          <li key={tool.name} className="grid gap-3 px-4 py-4 sm:px-5">
            <div className="flex flex-wrap items-center gap-2">
              <span className="break-all font-mono text-sm">
                <ToolName name={tool.name} />
              </span>
              <Badge tone="hold">{tool.state === 'pending' ? 'New' : 'Changed'}</Badge>
              <SeverityBadge severity={tool.severity} />
            </div>
            {tool.description && (
              <p className="whitespace-pre-line break-words text-ink-soft text-sm">{showHidden(tool.description)}</p>
            )}
            <details>
              <summary className="text-ink-soft text-sm">Input schema</summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
              <pre tabIndex={0} className="mt-2 max-h-72 overflow-auto rounded-control border bg-sunken p-3">
                <JsonCode json={JSON.stringify(tool.inputSchema, null, 2)} />
              </pre>
            </details>
            <ActionForm action={action} className="grid gap-2">
              {() => (
                <>
                  <input type="hidden" name="tool" value={tool.name} />
                  <input type="hidden" name="definitionHash" value={tool.definitionHash} />
                  <SubmitButton size="small" kind="secondary" busy="Pinning…" className="w-fit">
                    I looked at it: pin it
                  </SubmitButton>
                </>
              )}
            </ActionForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}
