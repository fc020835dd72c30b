import type { Page } from 'playwright/test';
import { EXPORT_FORMATS, type ExportFormat } from '../src/export/formats';
import {
  csvRows,
  docxText,
  plussub,
  schemaErrors,
  subsrtSrt,
  w3cVtt,
  type ForeignCue,
} from '../src/export/foreign-suite';
import { fixture, SCHEME_TEXT, SECOND_LOOK_BOUND } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

const withoutMarkup = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
const textOf = (cues: readonly ForeignCue[]): string => cues.map(({ text }) => withoutMarkup(text)).join(' ');

test('a transcript is downloaded in each format, and programs of others read it', async ({ app, page }) => {
  await app.open();
  await app.chooseFiles(fixture('scheme.ogg'));
  const said = await app.finishedText();
  expect(wordErrorRate(SCHEME_TEXT, said), said).toBeLessThanOrEqual(SECOND_LOOK_BOUND);

  const read: Record<ExportFormat, (bytes: Buffer, text: string) => Promise<string> | string> = {
    txt: (_, text) => text.trimEnd(),
    'txt-times': (_, text) => /^\[00:00:0\d\] (?<line>.*)\n$/u.exec(text)?.groups?.['line'] ?? text,
    docx: async (bytes) => {
      const { text, problems } = await docxText(new Uint8Array(bytes).buffer);
      expect(problems).toEqual([]);
      expect(text).toMatch(/^scheme\.ogg\n\n.*20\d\d/u);
      return text.slice(text.search(/00:00:0\d {2}/u) + 10).trimEnd();
    },
    srt: (_, text) => {
      expect(textOf(subsrtSrt(text))).toBe(said);
      return textOf(plussub(text));
    },
    vtt: async (_, text) => {
      const { cues, errors } = w3cVtt(text);
      expect(errors).toEqual([]);
      expect(textOf(await tracked(page, text))).toBe(said);
      return textOf(cues);
    },
    'vtt-words': async (_, text) => {
      const { cues, errors } = w3cVtt(text);
      expect(errors).toEqual([]);
      const words = said.split(' ').length;
      expect(text.match(/<00:00:\d\d\.\d{3}>/gu)?.length).toBeGreaterThanOrEqual(words / 2);
      const byBrowser = await tracked(page, text);
      expect(byBrowser.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
        cues.map(({ startMs, endMs }) => [startMs, endMs]),
      );
      expect(textOf(byBrowser)).toBe(said);
      return textOf(cues);
    },
    csv: (_, text) =>
      csvRows(text)
        .map((row) => row['text'])
        .join(' '),
    json: (_, text) => {
      expect(schemaErrors(text)).toEqual([]);
      return (JSON.parse(text) as { segments: { text: string }[] }).segments
        .map((segment) => segment.text)
        .join(' ');
    },
  };
  for (const format of Object.keys(EXPORT_FORMATS) as ExportFormat[]) {
    await test.step(format, async () => {
      const { name, bytes, text } = await app.download(format);
      expect(name).toBe(`scheme${EXPORT_FORMATS[format].ending}`);
      expect(await read[format](bytes, text)).toBe(said);
      await expect(page.getByText(`Saved ${name}`)).toBeVisible();
    });
  }
});

test.describe('where a part of the app cannot be loaded', () => {
  test.use({ serviceWorkers: 'block' });

  test('a failed download says so, and the next one works', async ({ app, page }) => {
    await page.route(/\/docx-[^/]*\.js$/u, (route) => route.abort());
    await app.open();
    await app.chooseFiles(fixture('scheme.ogg'));
    await app.finishedText();
    const bar = page.getByRole('group', { name: 'Copy and download' });
    const format = bar.getByRole('combobox', { name: 'Format' });
    await format.selectOption('docx');
    await format.focus();
    // By keyboard alone.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(bar.getByRole('status')).toContainText('Word document (DOCX) could not be written');
    expect((await app.download('srt')).text).toMatch(/^1\n00:00:/u);
  });
});

/** The cues that Chromium's own parser makes of a WebVTT file. */
async function tracked(page: Page, vtt: string): Promise<ForeignCue[]> {
  return page.evaluate(async (text) => {
    const video = document.createElement('video');
    const track = document.createElement('track');
    const url = URL.createObjectURL(new Blob([text], { type: 'text/vtt' }));
    try {
      await new Promise((resolve, reject) => {
        track.addEventListener('load', resolve);
        track.addEventListener('error', reject);
        track.src = url;
        video.append(track);
        track.track.mode = 'showing';
      });
      return [...(track.track.cues ?? [])].map((cue) => ({
        startMs: Math.round(cue.startTime * 1000),
        endMs: Math.round(cue.endTime * 1000),
        text: (cue as VTTCue).text,
      }));
    } finally {
      URL.revokeObjectURL(url);
    }
  }, vtt);
}
