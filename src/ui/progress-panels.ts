import { onLanguageChange, texts } from '../i18n/language';
import { byId, create, setText } from './dom';
import type { FileIntents } from './file-intents';
import { clockText, megabytesText, percent, remainingText } from './format';
import type { ActivityShown, DownloadShown, ModelsShown, PageState } from './page-state';
import { modelName } from './status-text';

/** Models on their way, and the file in progress. */
export class ProgressPanels {
  readonly #downloads = byId('downloads', HTMLDivElement);
  readonly #file = byId('file-panel', HTMLDivElement);
  readonly #fileName = byId('file-name', HTMLParagraphElement);
  readonly #fileBar = byId('file-bar', HTMLProgressElement);
  readonly #fileText = byId('file-text', HTMLParagraphElement);
  readonly #skip = byId('file-skip', HTMLButtonElement);
  readonly #cancel = byId('file-cancel', HTMLButtonElement);
  readonly #pause = byId('file-pause', HTMLButtonElement);
  readonly #rows = new Map<string, { row: HTMLElement; bar: HTMLProgressElement; text: HTMLElement }>();

  #running: string | null = null;

  constructor(intents: Pick<FileIntents, 'cancelCurrent' | 'pause' | 'skipSecondLook'>) {
    this.#cancel.addEventListener('click', () => {
      intents.cancelCurrent();
    });
    this.#pause.addEventListener('click', () => {
      if (this.#running !== null) intents.pause(this.#running);
    });
    this.#skip.addEventListener('click', () => {
      intents.skipSecondLook();
    });
    onLanguageChange(() => {
      // Drawn anew at the next rendering, with its title.
      for (const { row } of this.#rows.values()) row.remove();
      this.#rows.clear();
    });
  }

  render({ activity, downloads, queue }: PageState, models: ModelsShown | null): void {
    this.#renderDownloads(downloads, models);
    this.#running = queue.find(({ state }) => state.kind === 'running')?.id ?? null;
    this.#renderFile(activity);
  }

  #renderDownloads(downloads: readonly DownloadShown[], models: ModelsShown | null): void {
    this.#downloads.hidden = downloads.length === 0;
    for (const [model, { row }] of this.#rows) {
      if (downloads.some((download) => download.model === model)) continue;
      row.remove();
      this.#rows.delete(model);
    }
    for (const download of downloads) {
      const { bar, text } = this.#rows.get(download.model) ?? this.#addRow(download.model, models);
      bar.value = percent(download.receivedBytes, download.totalBytes);
      setText(text, downloadText(download));
    }
  }

  #addRow(model: string, models: ModelsShown | null) {
    const row = create('div', 'download');
    const title = create('p', 'panel-title', downloadTitle(model, models));
    const bar = create('progress', '');
    bar.max = 100;
    bar.setAttribute('aria-label', title.textContent);
    const text = create('p', 'fine');
    row.append(title, text, bar);
    this.#downloads.append(row);
    const added = { row, bar, text };
    this.#rows.set(model, added);
    return added;
  }

  #renderFile(activity: ActivityShown): void {
    const shown =
      activity.kind === 'transcribing' || (activity.kind === 'loading' && activity.goal === 'transcribe');
    this.#file.hidden = !shown;
    if (!shown) return;
    setText(this.#fileName, activity.fileName);
    this.#skip.hidden = activity.kind !== 'loading' || !activity.skippable;
    if (activity.kind === 'loading' || activity.totalMs === 0) {
      this.#fileBar.removeAttribute('value');
    } else {
      this.#fileBar.value = percent(activity.doneMs, activity.totalMs);
    }
    const stopping = activity.kind === 'transcribing' && activity.cancelling;
    this.#cancel.disabled = stopping;
    this.#pause.disabled = stopping;
    // A program's file can only be cancelled.
    this.#pause.hidden = this.#running === null;
    setText(this.#fileText, fileText(activity));
  }
}

function downloadTitle(model: string, models: ModelsShown | null): string {
  const name = modelName(model, models);
  const { forSecondLook, forLiveCaptions } = texts().progress;
  return model === models?.secondLook.id ? forSecondLook(name) : forLiveCaptions(name);
}

/** `5.2 of 12 MB, 43%`. */
export function downloadText({ receivedBytes, totalBytes }: DownloadShown): string {
  const words = texts().progress;
  if (totalBytes > 0 && receivedBytes >= totalBytes) return words.downloaded;
  const done = percent(receivedBytes, totalBytes);
  return words.megabytesOf(megabytesText(receivedBytes), megabytesText(totalBytes), done);
}

/** `43%, at 1:02 of 2:24, about 20 seconds left`. */
export function fileText(activity: ActivityShown): string {
  const words = texts().progress;
  if (activity.kind === 'loading' && activity.goal === 'transcribe') {
    return activity.skippable ? words.awaitingSecondLook : words.awaitingModel;
  }
  if (activity.kind !== 'transcribing') return '';
  if (activity.cancelling) return words.cancelling;
  if (activity.totalMs === 0) return words.readingFile;
  const { doneMs, totalMs, remainingMs } = activity;
  const place = words.placeOf(percent(doneMs, totalMs), clockText(doneMs), clockText(totalMs));
  return remainingMs === null ? place : words.placeAndRest(place, remainingText(remainingMs));
}
