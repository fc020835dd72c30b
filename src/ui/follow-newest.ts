import { byId } from './dom';

/** Nearer to the end than this counts as being there. */
const END_PX = 120;

/** Keeps the newest caption in view, until the reader scrolls up; a button leads back. */
export class FollowNewest {
  readonly #button = byId('jump-to-newest', HTMLButtonElement);
  #following = true;
  #lastTopPx = 0;

  constructor() {
    window.addEventListener(
      'scroll',
      () => {
        this.#scrolled();
      },
      { passive: true },
    );
    this.#button.addEventListener('click', () => {
      this.#following = true;
      this.update();
    });
  }

  /**
   * Call after the page's content changed.
   *
   * @param held a person is at work on a caption: nothing may move it away.
   */
  update(held = false): void {
    const follows = this.#following && !held;
    if (follows) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
    this.#button.hidden = follows || isAtEnd();
  }

  /** Only a move upwards is the reader's wish to stay: growing content moves the end, not the reader. */
  #scrolled(): void {
    const topPx = window.scrollY;
    if (isAtEnd()) this.#following = true;
    else if (topPx < this.#lastTopPx) this.#following = false;
    this.#lastTopPx = topPx;
    this.#button.hidden = this.#following;
  }
}

function isAtEnd(): boolean {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight - clientHeight - window.scrollY < END_PX;
}
