import { bounds } from '@/components/docs/bounds';
import { checkExamples } from '@/components/docs/check-examples';
import { Table } from '@/components/docs/table';
import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import { JsonCode } from '@/components/ui/json-code';
import { PUBLISHING_WEIGHT, PUBLISHINGS } from '@/lib/domain/policies/count-publishing';

export function BoundsSection() {
  return (
    <>
      <h2 id="bounds">Bounds</h2>
      <Table
        caption="Bounds of a document"
        head={['At most', 'of']}
        rows={Object.values(bounds).map(({ what, max }) => ({
          key: what,
          cells: [
            <span key="max" className="tabular-nums">
              {max.toLocaleString('en')}
            </span>,
            what,
          ],
        }))}
      />
      <p>
        A document whose expressions take too long to compile is refused, and the message names the expression. Your
        organisation can publish {PUBLISHINGS.points} times in {PUBLISHINGS.seconds / 60} minutes. A long document
        counts once more for every {PUBLISHING_WEIGHT.characters.toLocaleString('en')} characters and for every{' '}
        {PUBLISHING_WEIGHT.values.toLocaleString('en')} values.
      </p>
    </>
  );
}

const tones = { error: 'deny', warning: 'hold', suggestion: 'neutral' } as const;

export function ChecksSection() {
  return (
    <>
      <h2 id="checks">Checks</h2>
      <p>
        The builder looks for what a valid document cannot mean. An error keeps a policy from being published; warnings
        and suggestions do not. Many come with a fix.
      </p>
      <ul className="!list-none !pl-0 grid gap-3">
        {checkExamples.map(({ code, level, meaning, policy, tools }) => (
          <li key={code} className="!mt-0 rounded-card border bg-surface px-4 py-3 text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <code>{code}</code> <Badge tone={tones[level]}>{level}</Badge>
            </div>
            <p className="!my-2">{meaning}</p>
            <details>
              <summary className="text-ink-soft">
                {tools ? 'Example, on a server with the tool run' : 'Example'}
              </summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
              <pre tabIndex={0} className="mt-2 overflow-x-auto text-xs">
                <JsonCode json={JSON.stringify(policy, null, 2)} />
              </pre>
            </details>
          </li>
        ))}
      </ul>
      <h2 id="commands">From the command line</h2>
      <p>
        In the repository, the same code checks documents without a server, which suits a pipeline.{' '}
        <code>tools.json</code> is what a server answers to <code>tools/list</code>; the risk of its tools is read as in
        the console. A case for <code>test</code> is a policy with calls and what each must come to; its form is{' '}
        <a href="/policy-case.schema.json" className="link">
          policy-case.schema.json
        </a>
        .
      </p>
      <CodeBlock title="Terminal" text={commands} />
      <p>
        <code>--json</code> prints the findings for a machine. The exit code is 0 when all is well, 1 when a document
        has errors, a call is denied or a case fails, 3 when a call is held, and 2 when the command cannot be carried
        out.
      </p>
    </>
  );
}

const commands = `npm run -s policy -- validate policy.json
npm run -s policy -- lint policy.json --tools tools.json
npm run -s policy -- decide policy.json --tool refund --args '{"amount":50,"currency":"EUR"}'
npm run -s policy -- decide policy.json --resource file:///docs/a.md
npm run -s policy -- test case.json`;
