import type { ChangeList } from '@/lib/edges/api/resources';
import { blocks, bullets, code, inline, link } from './markdown';

export function changesMarkdown({ changes, next }: ChangeList): string {
  return blocks(
    '# Changes',
    'Changes to the tools in the catalogue: added, removed, redefined by their publisher, or reclassified.',
    changes.length === 0 ? 'Nothing has changed yet.' : bullets(changes.map(line)),
    next ? `Older changes: ${link('as JSON', next)}` : '',
  );
}

function line({ at, server, tool, says, differences, url }: ChangeList['changes'][number]): string {
  const name = tool ? `${code(tool.name)} of ${inline(server.name)}` : inline(server.name);
  const page = url ? ` (${link('page', `${url}.md`)})` : '';
  return `${at.slice(0, 10)}: ${name} ${inline(says)}${page}. ${differences.map(inline).join(' ')}`.trimEnd();
}
