import { showHidden } from '@/lib/core/text/show-hidden';

export type ShownDifference = { member: string; before: string | null; after: string | null };

/** Each member that differs, old beside new; on a narrow screen below it. What differs within a text is marked. */
export function ReviewDifferences({ differences, isNew }: { differences: ShownDifference[]; isNew: boolean }) {
  return (
    <dl className="grid gap-3">
      {differences.map(({ member, before, after }) => (
        <div key={member} className="grid min-w-0 gap-1">
          <dt className="flex flex-wrap gap-x-2 break-all font-medium text-xs">
            {showHidden(member)}
            {!isNew && <span className="font-normal text-ink-faint">{kindOf(before, after)}</span>}
          </dt>
          <dd className={isNew ? 'grid min-w-0' : 'grid min-w-0 gap-2 sm:grid-cols-2'}>
            {!isNew && <Side of={member} side="Pinned" text={before} other={after} tone="bg-deny-soft" />}
            <Side
              of={member}
              side={isNew ? undefined : 'Offered now'}
              text={after}
              other={isNew ? after : before}
              tone="bg-allow-soft"
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function kindOf(before: string | null, after: string | null): string {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

type SideProps = { of: string; side?: string; text: string | null; other: string | null; tone: string };

function Side({ of, side, text, other, tone }: SideProps) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      {/* Where the two stand beside each other, the heads of the risks above say which is which. */}
      {side && <p className="text-ink-faint text-xs sm:hidden">{side}</p>}
      {text === null ? (
        <p className="text-ink-faint text-xs italic">Absent</p>
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard (WCAG 2.1.1).
          tabIndex={0}
          aria-label={showHidden(side ? `${of}: ${side}` : of)}
          className="max-h-72 min-w-0 overflow-auto rounded-control border bg-sunken p-2"
        >
          <pre className="whitespace-pre-wrap break-words font-mono text-xs">
            <Marked text={text} other={other ?? ''} tone={tone} />
          </pre>
        </section>
      )}
    </div>
  );
}

function Marked({ text, other, tone }: { text: string; other: string; tone: string }) {
  const [same, differs, rest] = cut(text, other);
  return (
    <>
      {showHidden(same)}
      {differs !== '' && <mark className={`${tone} text-inherit`}>{showHidden(differs)}</mark>}
      {showHidden(rest)}
    </>
  );
}

/** What two texts begin with alike, what differs in the first, and what they end with alike. */
function cut(text: string, other: string): [same: string, differs: string, rest: string] {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && text.at(-1 - end) === other.at(-1 - end)) end += 1;
  return [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
}
