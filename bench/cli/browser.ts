import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { chromiumArguments } from '../../tools/chromium-arguments';
import { findChromium } from '../../tools/find-chromium';
import type { PersonalWord } from '../../src/contract/personal-words';
import type { Outcome } from '../../src/contract/errors';
import type {
  ProviderChoice,
  StreamSettings,
  TranscribePath,
  TranscribeResult,
} from '../../src/contract/recognizer-api';

/** ONNX Runtime writes its warnings as console errors. */
const RUNTIME_WARNING = /\[W:onnxruntime/u;

/** The page or the whole browser went away under a file. The file may be tried again on a fresh page. */
export class PageLostError extends Error {}

export interface PageRequest {
  /** Address of the file's bytes, within the app's origin. */
  readonly inputUrl: string;
  readonly path: TranscribePath;
  readonly provider: ProviderChoice;
  readonly secondLook: boolean;
  readonly text: NonNullable<StreamSettings['text']>;
  readonly memory: NonNullable<StreamSettings['memory']>;
  readonly model?: string;
  readonly secondLookModel?: string;
  readonly language?: string;
  readonly translate?: boolean;
  readonly words?: readonly PersonalWord[];
  /** As of FileSettings. */
  readonly workers?: number;
  /** After so long without an answer the page is taken to hang. */
  readonly timeoutMs: number;
}

/** Runs inside the page; the app's own automation API does the work. */
async function transcribeInPage(request: PageRequest): Promise<Outcome<TranscribeResult>> {
  const response = await fetch(request.inputUrl);
  if (!response.ok) {
    return { ok: false, failure: { code: 'file-unreadable', message: 'The file could not be read.' } };
  }
  const { provider, secondLook, text, memory, model, words, workers } = request;
  const { secondLookModel, language, translate } = request;
  const options = {
    provider,
    secondLook,
    text,
    memory,
    ...(language === undefined ? {} : { language }),
    ...(translate === undefined ? {} : { translate }),
    ...(model === undefined ? {} : { model }),
    ...(secondLookModel === undefined ? {} : { secondLookModel }),
    ...(words === undefined ? {} : { words }),
    ...(workers === undefined ? {} : { workers }),
  };
  if (window.tabscribe === undefined) throw new Error('the page has no automation API');
  return window.tabscribe.transcribe(await response.blob(), request.path, options);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A headless Chromium with the app open in one page; opens both again when they are gone. */
export class AppBrowser {
  private browser: Browser | null = null;
  private context: BrowserContext | null = null;
  private page: Page | null = null;

  /**
   * @param url Address of the app.
   * @param log Takes what goes wrong inside the page, a line at a time.
   */
  constructor(
    private readonly url: string,
    private readonly provider: ProviderChoice,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Transcribes one file in the page, opening it first where needed.
   * @throws PageLostError if the page did not open, crashed, threw or hung; the next call gets a fresh one.
   */
  async transcribe(request: PageRequest): Promise<Outcome<TranscribeResult>> {
    const page = await this.openPage().catch(async (error: unknown) => {
      await this.closePage();
      throw new PageLostError(`the app did not open: ${textOf(error)}`, { cause: error });
    });
    let onLost: (() => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_resolve, reject) => {
      onLost = () => reject(new PageLostError('the page crashed'));
      page.on('crash', onLost).on('close', onLost);
      const hung = new PageLostError(`no answer from the page within ${String(request.timeoutMs)} ms`);
      timer = setTimeout(() => reject(hung), request.timeoutMs);
    });
    try {
      return await Promise.race([page.evaluate(transcribeInPage, request), lost]);
    } catch (error) {
      if (onLost) page.off('crash', onLost).off('close', onLost);
      await this.closePage();
      if (error instanceof PageLostError) throw error;
      throw new PageLostError(textOf(error), { cause: error });
    } finally {
      clearTimeout(timer);
      if (onLost) page.off('crash', onLost).off('close', onLost);
    }
  }

  /** Gives back the page's memory; the next file opens a fresh one. The model bytes stay in the profile. */
  async closePage(): Promise<void> {
    const page = this.page;
    this.page = null;
    // A crashed page or browser has nothing left to close.
    await page?.close().catch(() => undefined);
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    await this.closePage();
    await this.browser?.close().catch(() => undefined);
    this.browser = null;
    this.context = null;
  }

  private async openPage(): Promise<Page> {
    if (this.page !== null && !this.page.isClosed()) return this.page;
    const page = await (await this.openContext()).newPage();
    this.page = page;
    page.on('pageerror', (error) => this.log(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !RUNTIME_WARNING.test(message.text()))
        this.log(`page console: ${message.text()} ${message.location().url}`);
    });
    await page.goto(this.url);
    await page.waitForFunction(() => window.tabscribe !== undefined);
    return page;
  }

  private async openContext(): Promise<BrowserContext> {
    if (this.context !== null && this.browser?.isConnected()) return this.context;
    await this.close();
    this.browser = await chromium.launch({
      executablePath: findChromium(),
      headless: false,
      args: chromiumArguments(this.provider),
    });
    // The service worker would store the shell for an offline visit that never comes.
    this.context = await this.browser.newContext({ serviceWorkers: 'block' });
    return this.context;
  }
}
