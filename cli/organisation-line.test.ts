import { expect, test } from 'vitest';
import { organisationLine } from './organisation-line';

test('an organisation’s name cannot write lines, columns or escape sequences to the terminal', () => {
  const line = organisationLine({
    ...{ id: '01a2233f-c17d-71fa-a523-d28a0841a29d', createdAt: new Date('2026-11-28'), emails: ['eve@example.com'] },
    ...{ mayReachPrivate: false, ownsInstallation: false },
    name: 'x"\r\n\u001b[2K\u009b2K\u202e\u007f  ada@example.com  owner, private',
  });
  expect(line).toMatch(/^[\x20-\x7e]+$/);
  expect(line).toContain(
    '"x\\"\\r\\n\\u001b[2K\\u009b2K\\u202e\\u007f  ada@example.com  owner, private"  eve@example.com',
  );
});
