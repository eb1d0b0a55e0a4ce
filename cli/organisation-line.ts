import { showHidden } from '@/lib/core/text/show-hidden';
import type { FoundOrganisation } from '@/lib/domain/organisations/find-organisations';

/** One organisation on one line of the terminal. */
export function organisationLine(organisation: FoundOrganisation): string {
  const { id, name, createdAt, emails, mayReachPrivate, ownsInstallation } = organisation;
  const made = createdAt.toISOString().slice(0, 10);
  const marks = [ownsInstallation && 'owner', mayReachPrivate && 'private'].filter(Boolean).join(', ');
  return [id, made, quotedName(name), emails.slice(0, 3).join(' ') || 'no members', marks].filter(Boolean).join('  ');
}

/** Untrusted text: strips line breaks, escape sequences and bidirectional controls. */
export function quotedName(name: string): string {
  return showHidden(JSON.stringify(name));
}
