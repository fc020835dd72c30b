import type { Transcript } from '../captions/transcript';
import { NO_EXTRAS, type PageExtras } from './page-extras';
import type { PageState } from './page-state';

/** What there is to draw at a moment. */
export interface PageNow {
  readonly state: PageState;
  readonly transcript: Transcript;
  /** Captions or files are being written, or about to be. */
  readonly atWork: boolean;
}

/** Draws the page anew whenever something has changed, and holds what no part of the session's state says. */
export class PageDrawing {
  #extras = NO_EXTRAS;

  constructor(
    private readonly view: {
      render(state: PageState, transcript: Transcript, extras: PageExtras): void;
    },
    private readonly now: () => PageNow,
  ) {}

  get extras(): PageExtras {
    return this.#extras;
  }

  show(change: Partial<PageExtras>): void {
    this.#extras = { ...this.#extras, ...change };
    this.draw();
  }

  draw(): void {
    const { state, transcript, atWork } = this.now();
    const { models, update } = this.#extras;
    const student = state.ownStudent.model ?? models?.student;
    const shown = models === null || student === undefined ? models : { ...models, student };
    // A new version is not mentioned while something runs.
    const held = update === 'ready' && atWork ? { update: 'none' as const } : {};
    this.view.render(state, transcript, { ...this.#extras, ...held, models: shown });
  }
}
