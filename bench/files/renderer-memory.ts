import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';

export interface Memory {
  /** Resident memory of the page's process, its workers and their WASM included. */
  readonly residentMb: number;
  /** The browser's own measure of the page and its workers; NaN where it gives none. */
  readonly measuredMb: number;
}

/** The memory of the one page that is open. Linux only: it asks /proc. */
export async function memoryOf(browser: Browser, page: Page): Promise<Memory> {
  return { residentMb: await residentMemoryOf(browser), measuredMb: await measuredMemoryOf(page) };
}

/** The browser's own measure of a page and its workers, in MB; NaN where it gives none. */
export function measuredMemoryOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { measureUserAgentSpecificMemory: measure } = performance as {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    return measure === undefined ? NaN : (await measure.call(performance)).bytes / 1e6;
  });
}

/** What all renderers hold, in MB; the pages do not notice. */
export async function residentMemoryOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { id }) => sum + residentOf(id), 0);
}

function residentOf(processId: number): number {
  const rollup = readFileSync(`/proc/${String(processId)}/smaps_rollup`, 'utf8');
  return (Number(/^Rss:\s+(\d+)/mu.exec(rollup)?.[1] ?? NaN) * 1024) / 1e6;
}
