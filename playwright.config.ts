import { defineConfig } from 'playwright/test';
import { findChromium } from './tools/find-chromium';

/** Not the port of `npm start`: both can run. Another one where two checkouts are tested at once. */
const PORT = Number(process.env['E2E_PORT'] ?? 4174);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // Speech recognition keeps every core busy: a second browser would only slow both down.
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 400_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${String(PORT)}/`,
    // The new headless mode is asked for by argument: Playwright's own `headless` means the old shell.
    headless: false,
    launchOptions: { executablePath: findChromium() },
    trace: 'off',
  },
  webServer: {
    command: `node --import tsx tools/start.ts --port ${String(PORT)}`,
    port: PORT,
    reuseExistingServer: process.env['CI'] === undefined,
    timeout: 300_000,
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
