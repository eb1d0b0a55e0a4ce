import type { Refreshed } from '@/lib/domain/servers/store-reading';

/** What a reading of a server's tools found, as a sentence. */
export function summaryOf({ added, changed, gone }: Refreshed): string {
  if (added.length + changed.length + gone.length === 0) return 'The tools were read again. Nothing changed.';
  const parts = [
    added.length > 0 && `${added.length} new, denied until reviewed`,
    changed.length > 0 && `${changed.length} changed`,
    gone.length > 0 && `${gone.length} no longer offered`,
  ];
  return `The tools were read again: ${parts.filter(Boolean).join('; ')}.`;
}
