import { expect, test } from 'vitest';
import type { Credentials, Target } from '@/lib/engines/gateway/ports';

/** Credentials and two targets: one has headers, the sealed headers of the other cannot be had. */
type Made = { credentials: Credentials; known: Target; lost: Target };

/** What every holder of credentials must guarantee. */
export function credentialsContract(make: () => Made): void {
  test('headers are names and values in turn, of one line each', async () => {
    const { credentials, known } = make();
    const headers = (await credentials.headersFor(known)) ?? [];
    expect(headers.length).toBeGreaterThan(0);
    expect(headers.length % 2).toBe(0);
    for (const text of headers) expect(text).not.toMatch(/[\r\n\0]/);
  });

  test('a target whose credential cannot be had gets none, and never that of another', async () => {
    const { credentials, known, lost } = make();
    expect(await credentials.headersFor(lost)).toBeNull();
    expect(await credentials.headersFor({ ...lost, id: known.id })).toBeNull();
  });

  test('a refresh that changed nothing says so', async () => {
    const { credentials, known } = make();
    const before = await credentials.headersFor(known);
    const isNew = await credentials.refresh(known);
    const after = await credentials.headersFor(known);
    expect(JSON.stringify(after) !== JSON.stringify(before)).toBe(isNew);
  });
}
