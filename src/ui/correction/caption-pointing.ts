import { lineAt, type WordPlace } from '../../captions/correction';
import type { Transcript } from '../../captions/transcript';
import type { WordSound } from '../editor/word-sound';
import { lineOf, wordAt } from './caption-words';
import type { WordCursor } from './word-cursor';
import type { WordEditing } from './word-editing';

export interface PointingDeps {
  readonly transcript: () => Transcript;
  readonly cursor: WordCursor;
  readonly sound: WordSound;
  readonly editing: WordEditing;
}

/** Mouse and finger on the captions: a click hears a word, or a line by its time; a second one corrects the word. */
export class CaptionPointing {
  constructor(
    captions: HTMLElement,
    private readonly deps: PointingDeps,
  ) {
    captions.addEventListener('dblclick', (event) => {
      const place = this.#placeAt(event);
      if (place === null) return;
      deps.sound.pause();
      deps.editing.open(place);
    });
    captions.addEventListener('click', (event) => {
      this.#click(event);
    });
  }

  #click(event: MouseEvent): void {
    const { cursor, sound } = this.deps;
    const { target } = event;
    const time = target instanceof Element ? target.closest('.caption-time') : null;
    const row = time?.closest<HTMLElement>('#captions [data-line]');
    const timed = row ? lineOf(row) : null;
    if (timed !== null) void sound.hearLine(timed);
    const place = this.#placeAt(event);
    if (place === null) return;
    // Keys go on from where one has pointed.
    cursor.choose(place);
    // The second click of two corrects, and one that ends a selection selects.
    if (event.detail > 1 || getSelection()?.isCollapsed === false || !sound.canHear(place)) return;
    cursor.focusInPlace();
    void sound.hear(place, false);
  }

  #placeAt({ target, clientX, clientY }: MouseEvent): WordPlace | null {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
    const at = row && lineOf(row);
    const line = at === null ? undefined : lineAt(this.deps.transcript(), at);
    const from = row && line ? wordAt(row, line, clientX, clientY) : null;
    return at === null || from === null ? null : { ...at, from, to: from + 1 };
  }
}
