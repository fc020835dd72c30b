import type { Transcript } from '../../captions/transcript';
import { byId } from '../dom';
import { LastLines } from './last-lines';

/** What the stage covers and must not be reached behind it. The captions stay: they are what is announced. */
const COVERED = '.top, .dock, .reading-bar, .export-bar, #intro';

/** The newest captions on the whole screen, for a room to read. Escape leaves. */
export class Stage {
  readonly #stage = byId('stage', HTMLDialogElement);
  readonly #lines = new LastLines();
  #before: Element | null = null;

  constructor() {
    this.#lines.element.ariaHidden = 'true';
    this.#stage.prepend(this.#lines.element);
    const leave = byId('stage-leave', HTMLButtonElement);
    leave.addEventListener('click', () => {
      this.leave();
    });
    document.addEventListener('fullscreenchange', () => {
      // The browser's own way out, which may be Escape too.
      if (document.fullscreenElement === null) this.leave();
    });
    window.addEventListener(
      'keydown',
      (event) => {
        if (!this.#stage.open) return;
        if (event.key === 'Tab') {
          // Behind the stage are lines of the captions: the keyboard would be there, and nobody would see it.
          event.preventDefault();
          leave.focus();
        }
        if (event.key !== 'Escape') return;
        // This Escape is not the one that cancels a file.
        event.stopImmediatePropagation();
        this.leave();
      },
      { capture: true },
    );
  }

  get isOpen(): boolean {
    return this.#stage.open;
  }

  /** Must be called in a person's gesture: the browser gives the screen only then. */
  async enter(): Promise<void> {
    if (this.#stage.open) return;
    this.#before = document.activeElement;
    // Not as a modal dialog: that would silence the live captions behind it.
    this.#stage.show();
    this.#setCovered(true);
    try {
      await document.documentElement.requestFullscreen();
    } catch {
      // It then fills the page and not the screen.
    }
  }

  leave(): void {
    if (!this.#stage.open) return;
    this.#setCovered(false);
    this.#stage.close();
    if (this.#before instanceof HTMLElement) this.#before.focus();
    if (document.fullscreenElement !== null) void document.exitFullscreen();
  }

  render(transcript: Transcript): void {
    if (this.#stage.open) this.#lines.render(transcript);
  }

  #setCovered(covered: boolean): void {
    for (const element of document.querySelectorAll(COVERED)) element.toggleAttribute('inert', covered);
  }
}
