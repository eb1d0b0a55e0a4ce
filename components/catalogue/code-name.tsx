/** A tool's name within a heading. */
export function CodeName({ name }: { name: string }) {
  return <code className="font-mono text-[0.92em] tracking-tight">{name}</code>;
}
