import { test as base } from 'playwright/test';
import { chromiumArguments } from '../tools/chromium-arguments';
import { OutsideRequests } from './outside-requests';
import { TabscribePage } from './tabscribe-page';

interface TestFixtures {
  readonly app: TabscribePage;
  /** Runs with every test: fails it if anything asked for an address outside this machine. */
  readonly nothingLeaves: undefined;
}

interface WorkerFixtures {
  /** Set by a file that needs more than the plain browser. */
  readonly moreArguments: readonly string[];
  readonly outside: OutsideRequests;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  moreArguments: [[], { scope: 'worker', option: true }],

  outside: [
    // Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const outside = await OutsideRequests.open();
      await use(outside);
      await outside.close();
    },
    { scope: 'worker' },
  ],

  launchOptions: [
    async ({ launchOptions, moreArguments, outside }, use) => {
      const args = [...chromiumArguments('wasm'), ...moreArguments];
      await use({ ...launchOptions, args, proxy: outside.proxy });
    },
    { scope: 'worker' },
  ],

  nothingLeaves: [
    async ({ outside }, use) => {
      const before = outside.seen.length;
      await use(undefined);
      expect(outside.seen.slice(before), 'requests that tried to leave this machine').toEqual([]);
    },
    { auto: true },
  ],

  app: async ({ page, context, baseURL, outside }, use) => {
    // What the page asks for counts whoever it asks, Chromium's own hosts too.
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && !baseURL?.startsWith(origin)) outside.seen.push(request.url());
    });
    await use(new TabscribePage(page));
  },
});

export const expect = test.expect;
