import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumArguments } from '../tools/chromium-arguments';
import { findChromium } from '../tools/find-chromium';
import { test as base } from './test';

const ENDPOINT = /DevTools listening on (ws:\S+)/u;

/**
 * Pages of a browser as people have it: a tab behind another one is hidden, and its timers are stretched. Playwright's
 * own pages count as visible and in focus always.
 */
export const test = base.extend({
  context: async ({ moreArguments, outside }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'tabscribe-profile-'));
    const { server, bypass } = outside.proxy;
    const browserArguments = [
      ...chromiumArguments('wasm'),
      ...moreArguments,
      `--proxy-server=${server}`,
      `--proxy-bypass-list=${bypass}`,
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ];
    const program = spawn(findChromium(), browserArguments, { stdio: ['ignore', 'ignore', 'pipe'] });
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = '';
      program.stderr.on('data', (piece: Buffer) => {
        said += piece.toString();
        const found = ENDPOINT.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      program.on('exit', () => {
        reject(new Error(`Chromium did not start: ${said}`));
      });
    });
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('the browser has no context');
    await use(context);
    const ended = new Promise((resolve) => program.once('exit', resolve));
    const root = await browser.newBrowserCDPSession();
    await root.send('Browser.close');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  },

  page: async ({ context }, use) => {
    await use(await context.newPage());
  },
});

export { expect } from './test';
