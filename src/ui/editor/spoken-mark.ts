import { wordAtTime } from '../../captions/word-clock';
import type { Segment } from '../../contract/transcript';
import { rowOf, wordsRange } from '../correction/caption-words';

const HIGHLIGHT = 'word-spoken';
const ROW_CLASS = 'caption-spoken';

/** A line with the id of its source. */
export interface PlacedLine {
  readonly source: string;
  readonly line: Segment;
}

/**
 * Marks the word that is heard. The captions are a live region, so that no element of theirs may change: the word is
 * a CSS highlight, and its row has a class, which is all that other browsers show.
 */
export class SpokenMark {
  #media: HTMLMediaElement | null = null;
  #lines: readonly PlacedLine[] = [];
  #segments: readonly Segment[] = [];
  #frame = 0;
  #key = '';
  #row: HTMLElement | null = null;

  /**
   * Follows what is played until it pauses; call again after captions were drawn.
   *
   * @param lines of the sound, by start.
   */
  follow(media: HTMLMediaElement, lines: readonly PlacedLine[]): void {
    this.#media = media;
    this.#lines = [...lines].sort((a, b) => a.line.startMs - b.line.startMs);
    this.#segments = this.#lines.map(({ line }) => line);
    this.#key = '';
    cancelAnimationFrame(this.#frame);
    this.#tick();
  }

  readonly #tick = (): void => {
    const media = this.#media;
    if (media === null) return;
    if (media.paused) {
      this.#clear();
      return;
    }
    this.#show(media.currentTime * 1000);
    this.#frame = requestAnimationFrame(this.#tick);
  };

  #show(timeMs: number): void {
    const at = wordAtTime(this.#segments, timeMs);
    const placed = at === null ? undefined : this.#lines[at.line];
    const key = at === null || placed === undefined ? 'none' : `${String(at.line)} ${String(at.word)}`;
    if (key === this.#key) return;
    this.#key = key;
    const row = placed === undefined ? null : rowOf({ source: placed.source, line: placed.line.id });
    this.#markRow(row);
    if (!('highlights' in CSS)) return;
    const range = row && at && placed && wordsRange(row, placed.line, { from: at.word, to: at.word + 1 });
    if (range) CSS.highlights.set(HIGHLIGHT, new Highlight(range));
    else CSS.highlights.delete(HIGHLIGHT);
  }

  #markRow(row: HTMLElement | null): void {
    if (row === this.#row) return;
    this.#row?.classList.remove(ROW_CLASS);
    row?.classList.add(ROW_CLASS);
    this.#row = row;
    // Where somebody types nothing is moved under them.
    const typing = document.activeElement?.matches('input, textarea, select') === true;
    if (row !== null && !typing) row.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  #clear(): void {
    this.#key = '';
    this.#markRow(null);
    if ('highlights' in CSS) CSS.highlights.delete(HIGHLIGHT);
  }
}
