import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { AppError } from '@/lib/base/errors';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of the end-to-end tests: PLAYWRIGHT_CHROMIUM, else Playwright's own, else the system's. */
export function findChromium(): string {
  const given = process.env.PLAYWRIGHT_CHROMIUM;
  if (given && !existsSync(given))
    throw new AppError('invalid', `PLAYWRIGHT_CHROMIUM is ${given}, which does not exist.`);
  const folders = (process.env.PATH ?? '').split(delimiter);
  const system = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [given, chromium.executablePath(), ...system].find((path) => path && existsSync(path));
  if (found) return found;
  const sentence =
    'No Chromium was found: run apt install chromium or npx playwright install chromium, or set PLAYWRIGHT_CHROMIUM.';
  throw new AppError('unavailable', sentence);
}
