import { foreignLetters, showHidden } from '@/lib/core/text/show-hidden';

/** The name of a tool as its server wrote it, which may try to look like another. */
export function ToolName({ name }: { name: string }) {
  const foreign = foreignLetters(name);
  return (
    <>
      <bdi>{showHidden(name)}</bdi>
      {foreign && <span className="ml-2 font-sans text-hold text-xs">not plain letters: {foreign}</span>}
    </>
  );
}
