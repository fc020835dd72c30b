import { hasText, type Transcript } from '../captions/transcript';
import { texts } from '../i18n/language';
import { byId, setText } from './dom';
import { percent } from './format';
import type { ModelsShown, PageState } from './page-state';
import { downloadNote, waitingText } from './status-text';

/** The short texts around the captions, each there for a while: how to begin, what is waited for, what has come. */
export class PageNotes {
  readonly #intro = byId('intro', HTMLElement);
  readonly #waiting = byId('waiting', HTMLParagraphElement);
  readonly #legend = byId('legend', HTMLParagraphElement);
  readonly #downloadNote = byId('download-note', HTMLParagraphElement);
  readonly #offlineBadge = byId('offline-badge', HTMLParagraphElement);

  /**
   * @param loaded shellOffline: shell and runtime are on this device.
   * @param busy something is in progress.
   */
  render(
    state: PageState,
    transcript: Transcript,
    loaded: { readonly models: ModelsShown | null; readonly shellOffline: boolean },
    busy: boolean,
  ): void {
    this.#intro.hidden = busy || transcript.sources.length > 0;
    this.#renderWaiting(state, transcript);
    this.#legend.hidden = !hasText(transcript);
    setText(this.#downloadNote, downloadNote(state, loaded.models));
    this.#offlineBadge.hidden = !isOfflineReady(state, loaded.shellOffline);
    document.title = titleText(state);
  }

  /** An invitation where captions will come and none is yet. */
  #renderWaiting({ activity }: PageState, transcript: Transcript): void {
    const partials = transcript.sources.at(-1)?.track.partials ?? [];
    const text = partials.length > 0 || hasText(transcript) ? '' : waitingText(activity);
    this.#waiting.hidden = text === '';
    setText(this.#waiting, text);
  }
}

function isOfflineReady({ engine, secondLook }: PageState, shellOffline: boolean): boolean {
  return shellOffline && engine.kind === 'ready' && secondLook.kind !== 'loading';
}

function titleText({ activity }: PageState): string {
  switch (activity.kind) {
    case 'listening':
      return texts().page.listeningTitle;
    case 'transcribing':
      return texts().page.progressTitle(percent(activity.doneMs, activity.totalMs));
    default:
      return texts().page.title;
  }
}
