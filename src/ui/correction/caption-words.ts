import type { WordPlace } from '../../captions/correction';
import { writtenWords } from '../../captions/timed-words';
import type { Segment } from '../../contract/transcript';
import { characterAt, charactersOf, textRange } from '../text-range';

/** The row in which a line is drawn; null where it is not. */
export function rowOf({ source, line }: Pick<WordPlace, 'source' | 'line'>): HTMLElement | null {
  const inSource = `#captions [data-source="${CSS.escape(source)}"]`;
  return document.querySelector<HTMLElement>(`${inSource} [data-line="${CSS.escape(String(line))}"]`);
}

/** Which line a row is of. */
export function lineOf(row: HTMLElement): Pick<WordPlace, 'source' | 'line'> | null {
  const source = row.closest<HTMLElement>('[data-source]')?.dataset['source'];
  const line = row.dataset['line'];
  return source === undefined || line === undefined ? null : { source, line: Number(line) };
}

/** The newest line that is drawn. */
export function newestRow(): HTMLElement | null {
  const newest = [...document.querySelectorAll('#captions .caption-list')]
    .map((list) => list.lastElementChild)
    .filter((row) => row instanceof HTMLElement);
  return newest.at(-1) ?? null;
}

/** The line above or below a row, whichever source it is of. */
export function rowBeside(row: HTMLElement | null, by: 1 | -1): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>('#captions [data-line]')];
  const at = row === null ? -1 : rows.indexOf(row);
  return at < 0 ? null : (rows[at + by] ?? null);
}

/** The words `from` to `to` of a line where they are drawn. */
export function wordsRange(
  row: Element,
  line: Segment,
  { from, to }: Pick<WordPlace, 'from' | 'to'>,
): Range | null {
  const words = writtenWords(line).slice(from, to);
  const text = row.querySelector('.caption-text');
  const [first] = words;
  const last = words.at(-1);
  if (text === null || first === undefined || last === undefined) return null;
  return textRange(text, first.from, last.to);
}

/** Index of the word of a line at a point of the window; null beside the words. */
export function wordAt(row: Element, line: Segment, xPx: number, yPx: number): number | null {
  const text = row.querySelector('.caption-text');
  const at = text === null ? null : characterAt(text, xPx, yPx);
  if (at === null) return null;
  // The browser names the nearest character, for a point in the empty part of a line too.
  const found = writtenWords(line).findIndex((word, index) => {
    const isNear = word.from <= at && at <= word.to;
    return isNear && isOn(wordsRange(row, line, { from: index, to: index + 1 }), xPx, yPx);
  });
  return found < 0 ? null : found;
}

/** The words that are selected, where they are of one line. */
export function selectedWords(
  lineAt: (place: Pick<WordPlace, 'source' | 'line'>) => Segment | undefined,
): WordPlace | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const row = range.startContainer.parentElement?.closest<HTMLElement>('[data-line]');
  const text = row?.querySelector('.caption-text');
  const place = row ? lineOf(row) : null;
  const line = place === null ? undefined : lineAt(place);
  const characters = text ? charactersOf(text, range) : null;
  if (place === null || line === undefined || characters === null) return null;
  const touched = writtenWords(line).map(({ from, to }) => from < characters.end && to > characters.start);
  const first = touched.indexOf(true);
  return first < 0 ? null : { ...place, from: first, to: touched.lastIndexOf(true) + 1 };
}

function isOn(range: Range | null, xPx: number, yPx: number): boolean {
  return [...(range?.getClientRects() ?? [])].some(
    ({ left, right, top, bottom }) => left <= xPx && xPx <= right && top <= yPx && yPx <= bottom,
  );
}
