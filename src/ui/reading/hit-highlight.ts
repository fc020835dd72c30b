import { textRange } from '../text-range';

/** A hit and the row that it is in. */
export interface DrawnHit {
  readonly row: HTMLElement | undefined;
  readonly start: number;
  readonly end: number;
}

const CURRENT_ROW = 'caption-found';

/**
 * Marks what was found without touching the captions: their element is one that screen readers follow. Browsers
 * without CSS custom highlights show only the row of the hit that one is at.
 */
export class HitHighlight {
  readonly #canHighlight = 'highlights' in CSS;
  #row: HTMLElement | null = null;

  show(hits: readonly DrawnHit[], current: number): void {
    this.#markRow(hits[current]?.row ?? null);
    if (!this.#canHighlight) return;
    CSS.highlights.set('search-hit', new Highlight(...hits.flatMap(rangesOf)));
    CSS.highlights.set(
      'search-current',
      new Highlight(...hits.filter((_, index) => index === current).flatMap(rangesOf)),
    );
  }

  clear(): void {
    this.#markRow(null);
    if (!this.#canHighlight) return;
    CSS.highlights.delete('search-hit');
    CSS.highlights.delete('search-current');
  }

  #markRow(row: HTMLElement | null): void {
    if (this.#row === row) return;
    this.#row?.classList.remove(CURRENT_ROW);
    row?.classList.add(CURRENT_ROW);
    this.#row = row;
  }
}

function rangesOf({ row, start, end }: DrawnHit): Range[] {
  const text = row?.querySelector('.caption-text');
  const range = text ? textRange(text, start, end) : null;
  return range === null ? [] : [range];
}
