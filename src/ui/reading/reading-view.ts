import type { Transcript } from '../../captions/transcript';
import { onLanguageChange, texts } from '../../i18n/language';
import { byId, setText } from '../dom';
import { CaptionWindow } from './caption-window';
import { ReadingPause } from './reading-pause';
import type { ReplaceDeps } from './replace-bar';
import { SearchBar, type DrawnCaption } from './search-bar';
import { Stage } from './stage';

export interface ReadingDeps extends ReplaceDeps {
  /** Finished captions as they are drawn, the first first. */
  readonly captions: () => readonly DrawnCaption[];
  /** Draws the page again, after what is shown of the transcript has changed. */
  readonly redraw: () => void;
}

/** All that helps to read captions: search, pause, the caption window and the stage. */
export class ReadingView {
  readonly #bar = byId('reading-bar', HTMLDivElement);
  readonly #pauseButton = byId('pause', HTMLButtonElement);
  readonly #windowButton = byId('window-open', HTMLButtonElement);
  readonly #problem = byId('window-problem', HTMLParagraphElement);
  readonly #pill = byId('paused', HTMLDivElement);
  readonly #pillText = byId('paused-text', HTMLParagraphElement);
  readonly #announced = byId('paused-announced', HTMLParagraphElement);
  readonly #pause = new ReadingPause();
  readonly #stage = new Stage();
  readonly #window: CaptionWindow;
  readonly #search: SearchBar;
  #live: Transcript = { sources: [] };

  constructor(private readonly deps: ReadingDeps) {
    this.#window = new CaptionWindow(() => {
      this.#draw();
    });
    this.#search = new SearchBar({ ...deps, scrollTo: scrollToRow });
    this.#pauseButton.addEventListener('click', () => {
      this.#togglePause();
    });
    byId('resume', HTMLButtonElement).addEventListener('click', () => {
      this.#togglePause();
      // The button is gone: the keyboard goes on from its sibling.
      this.#pauseButton.focus();
    });
    this.#windowButton.addEventListener('click', () => void this.#toggleWindow());
    byId('stage-open', HTMLButtonElement).addEventListener('click', () => {
      void this.#stage.enter();
      this.#draw();
    });
    byId('captions', HTMLDivElement).addEventListener('click', (event) => {
      const time = event.target instanceof Element ? event.target.closest('.caption-time') : null;
      const row = time?.closest<HTMLElement>('.caption');
      if (row) scrollToRow(row);
    });
    onLanguageChange(() => {
      this.#draw();
    });
  }

  /**
   * @param live The transcript as it is.
   * @param useful Whether there are captions, or some may come.
   * @returns what of it is to be shown.
   */
  render(live: Transcript, useful: boolean): Transcript {
    this.#live = live;
    this.#bar.hidden = !useful;
    return this.#draw();
  }

  /** Call after the captions were drawn. */
  drawn(): void {
    this.#search.update();
  }

  #draw(): Transcript {
    const words = texts().reading;
    const shown = this.#pause.shown(this.#live);
    const { paused } = this.#pause;
    const status = paused ? words.pausedLines(this.#pause.newLines(this.#live)) : '';
    setText(this.#pauseButton, paused ? words.resume : words.pause);
    setText(this.#windowButton, this.#window.isOpen ? words.closeCaptionWindow : words.captionWindow);
    this.#pill.hidden = !paused;
    setText(this.#pillText, status);
    // Once, and not with each line.
    setText(this.#announced, paused ? `${words.paused} ${words.pausedAdvice}` : '');
    this.#window.render(shown, status);
    this.#stage.render(shown);
    return shown;
  }

  #togglePause(): void {
    if (this.#pause.paused) this.#pause.resume();
    else this.#pause.pause(this.#live);
    this.deps.redraw();
  }

  async #toggleWindow(): Promise<void> {
    const isThere = this.#window.isOpen;
    if (isThere) this.#window.close();
    const opened = isThere || (await this.#window.open());
    setText(this.#problem, opened ? '' : texts().reading.windowBlocked);
    this.#draw();
  }
}

/** Below the bars that stay at the top; the page then no longer follows the newest caption. */
function scrollToRow(row: HTMLElement): void {
  row.scrollIntoView({ block: 'center', behavior: 'instant' });
}
