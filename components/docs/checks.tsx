import { Badge } from '@/components/ui/badge';
import { JsonCode } from '@/components/ui/json-code';
import { checkExamples } from './check-examples';

const tones = { error: 'deny', warning: 'hold', suggestion: 'neutral' } as const;

/** Every check of the linter with a policy that it finds fault with. */
export function Checks() {
  return (
    <ul className="!list-none !pl-0 grid gap-3">
      {checkExamples.map(({ code, level, meaning, policy, tools }) => (
        <li key={code} className="!mt-0 rounded-card border bg-surface px-4 py-3 text-sm">
          <div className="flex flex-wrap items-center gap-2">
            <code>{code}</code> <Badge tone={tones[level]}>{level}</Badge>
          </div>
          <p className="!my-2">{meaning}</p>
          <details>
            <summary className="text-ink-soft">{tools ? 'Example, on a server with the tool run' : 'Example'}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
            <pre tabIndex={0} className="mt-2 overflow-x-auto text-xs">
              <JsonCode json={JSON.stringify(policy, null, 2)} />
            </pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
