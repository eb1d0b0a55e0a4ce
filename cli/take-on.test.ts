import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { takeOnInstallation } from './take-on';

test('a command without a running installation names the folder that it looked in', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'data-'));
  vi.stubEnv('DATA_DIR', dataDir);
  vi.stubEnv('DATABASE_URL', '');
  try {
    expect(() => takeOnInstallation()).toThrow(`PolicyLayer is not running on ${dataDir} (DATA_DIR)`);
  } finally {
    vi.unstubAllEnvs();
    rmSync(dataDir, { recursive: true });
  }
});
