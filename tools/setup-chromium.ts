import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium';
import { runCommand } from './run-command';

function isInstalled(): boolean {
  try {
    findChromium();
    return true;
  } catch {
    return false;
  }
}

/** Debian and its kin, where we may install packages. */
function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Finds a Chromium, or installs one: the distribution's package where that is allowed, else Playwright's own
 * download.
 * @returns its path.
 * @throws Error with what to install by hand where neither worked.
 */
export async function setUpChromium(): Promise<string> {
  if (isInstalled() || process.env['CHROMIUM_PATH'] !== undefined) return findChromium();
  if (canUseApt()) {
    await runCommand(['apt-get', 'update', '-qq']);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  }
  if (!isInstalled()) await runCommand(['npx', 'playwright', 'install', 'chromium']);
  return findChromium();
}
