import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from 'playwright/test';
import type { AutomationOptions } from '../src/session/automation';
import type { Outcome } from '../src/contract/errors';
import type { ExportFormat } from '../src/export/formats';
import type { TranscribePath, TranscribeResult } from '../src/contract/recognizer-api';

/** For what waits for models or for a file: a machine under load takes a minute to bring them. */
export const PATIENCE_MS = 180_000;

/** The app as a person meets it. */
export class TabscribePage {
  readonly captions: Locator;
  readonly finals: Locator;
  readonly partials: Locator;
  readonly engine: Locator;
  readonly status: Locator;
  readonly notices: Locator;

  constructor(readonly page: Page) {
    this.captions = page.getByRole('log', { name: 'Captions' });
    this.finals = this.captions.locator('.caption-text');
    this.partials = page.getByTestId('partials').locator('.caption-text');
    this.engine = page.getByTestId('engine');
    this.status = page.getByTestId('status');
    this.notices = page.getByTestId('notices');
  }

  /** @param address where the browser was not told it. */
  async open(address = './'): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.getByRole('button', { name: 'Start captions' })).toBeEnabled();
  }

  /** Chooses files in the picker. */
  async chooseFiles(...paths: readonly string[]): Promise<void> {
    await this.page.getByLabel('Choose a file').setInputFiles([...paths]);
  }

  /** Opens the list of models. */
  async openModels(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Settings' }).click();
    await this.page.getByRole('button', { name: 'See all models' }).click();
    return this.page.getByRole('dialog', { name: 'Models' });
  }

  /** Drops a file on the page, as from the desktop. */
  async dropFile(path: string): Promise<void> {
    const bytes = [...readFileSync(path)];
    const transfer = await this.page.evaluateHandle(
      ([name, content]) => {
        const dropped = new DataTransfer();
        dropped.items.add(new File([new Uint8Array(content)], name));
        return dropped;
      },
      [basename(path), bytes] as const,
    );
    await this.page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }

  /** Text of all final captions, once there are some and the page is idle again. */
  async finishedText(): Promise<string> {
    await expect(this.finals.first()).toBeVisible({ timeout: PATIENCE_MS });
    await expect(this.status).toHaveText('Ready', { timeout: PATIENCE_MS });
    return (await this.finals.allTextContents()).join(' ');
  }

  /** Downloads the transcript on the page. */
  async download(format: ExportFormat): Promise<{ name: string; bytes: Buffer; text: string }> {
    const bar = this.page.getByRole('group', { name: 'Copy and download' });
    await bar.getByRole('combobox', { name: 'Format' }).selectOption(format);
    const download = this.page.waitForEvent('download');
    await bar.getByRole('button', { name: 'Download' }).click();
    const file = await download;
    const bytes = readFileSync(await file.path());
    return { name: file.suggestedFilename(), bytes, text: bytes.toString('utf8') };
  }

  async secondLookReady(): Promise<void> {
    await expect(this.engine).toContainText('second look: ', { timeout: PATIENCE_MS });
  }

  /** Transcribes a small file through the automation API. */
  async automate(
    path: string,
    way: TranscribePath,
    options: AutomationOptions,
  ): Promise<Outcome<TranscribeResult>> {
    const bytes = [...readFileSync(path)];
    return this.page.evaluate(
      ([content, pathName, choice]) => {
        if (window.tabscribe === undefined) throw new Error('the page has no automation API');
        return window.tabscribe.transcribe(new Blob([new Uint8Array(content)]), pathName, choice);
      },
      [bytes, way, options] as const,
    );
  }
}

/** The text of a result that must be there. */
export function textOf(outcome: Outcome<TranscribeResult>): string {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value.segments.map((segment) => segment.text).join(' ');
}
