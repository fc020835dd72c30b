import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Names that distributions give to Chromium and Chrome. */
const PROGRAM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const MAC_PROGRAMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const CHROMIUM_HELP =
  'No Chromium found. Install one in any of these ways: `apt-get install chromium` on Debian, ' +
  '`npx playwright install chromium`, or Google Chrome; or set CHROMIUM_PATH to the program.';

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a system keeps Chromium, most wanted first, Playwright's own download last. */
function candidates(): string[] {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean)];
  const onPath = PROGRAM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...MAC_PROGRAMS, chromium.executablePath()];
}

/**
 * Path of a Chromium that can be run: CHROMIUM_PATH, a system one, or Playwright's own download.
 * @throws Error with what to install where there is none, or where CHROMIUM_PATH names no program.
 */
export function findChromium(): string {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted) {
    if (!canRun(wanted))
      throw new Error(`CHROMIUM_PATH is ${wanted}, which is not a program that can be run.`);
    return wanted;
  }
  const found = candidates().find(canRun);
  if (found === undefined) throw new Error(CHROMIUM_HELP);
  return found;
}
