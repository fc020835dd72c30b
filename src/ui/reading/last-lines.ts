import type { Transcript } from '../../captions/transcript';
import type { Partial, Segment } from '../../contract/transcript';
import { texts } from '../../i18n/language';
import { SPOKEN_LANGUAGE } from '../caption-row';
import { create, setText } from '../dom';

/** More than any number of lines that can be chosen: a caption is one line at least. */
const MAX_CAPTIONS = 12;

/** The newest captions as running lines, for the caption window and the stage. The style counts the lines. */
export class LastLines {
  readonly element = create('div', 'last-lines');
  #shown: readonly (Segment | Partial)[] | null = null;

  render({ sources }: Transcript): void {
    const track = sources.at(-1)?.track;
    const shown = [...(track?.segments.slice(-MAX_CAPTIONS) ?? []), ...(track?.partials ?? [])];
    const isSame =
      shown.length === this.#shown?.length && shown.every((item, i) => item === this.#shown?.[i]);
    if (isSame && shown.length > 0) return;
    this.#shown = shown;
    if (shown.length === 0) {
      this.element.replaceChildren(create('p', 'last-line waiting-line', texts().reading.noCaptionYet));
      return;
    }
    const rows = this.element.children;
    shown.forEach((caption, index) => {
      const row = rows[index] ?? this.element.appendChild(create('p', ''));
      row.className = `last-line${'awaitingFinal' in caption ? ' unfinished' : ''}`;
      row.setAttribute('lang', ('language' in caption ? caption.language : undefined) ?? SPOKEN_LANGUAGE);
      row.setAttribute('dir', 'auto');
      setText(row, caption.text);
    });
    while (rows.length > shown.length) this.element.lastElementChild?.remove();
  }
}
