import type { Segment } from '../contract/transcript';
import { lineAt, withWords, type WordPlace } from './correction';
import type { Edit } from './edit';
import { writtenWords } from './timed-words';
import type { Transcript } from './transcript';

/** Characters `start` to `end` of a line, and what was found there. */
export interface TextHit extends Pick<WordPlace, 'source' | 'line'> {
  readonly start: number;
  readonly end: number;
  readonly found: string;
}

/**
 * Writes a text in the place of others, in one step. The words around keep their times; a place that says something else
 * by now is left as it is.
 *
 * @returns null where nothing would change.
 */
export function replacing(transcript: Transcript, hits: readonly TextHit[], text: string): Edit | null {
  const lines = new Map<Segment, TextHit[]>();
  for (const hit of hits) {
    const line = lineAt(transcript, hit);
    if (line?.text.slice(hit.start, hit.end) !== hit.found) continue;
    lines.set(line, [...(lines.get(line) ?? []), hit]);
  }
  const changes = [...lines].flatMap(([line, inLine]) => {
    // From the end, so that places before it stay where they are.
    const sorted = [...inLine].sort((a, b) => b.start - a.start);
    const changed = sorted.reduce((now, hit) => replaced(now, hit, text), line);
    const source = inLine[0]?.source ?? '';
    if (changed === line) return [];
    return [{ source, before: [line], after: changed.text === '' ? [] : [changed] }];
  });
  return changes.length === 0 ? null : { changes };
}

/** Whole words are written anew: what of them was not found stays around the new text. */
function replaced(line: Segment, { start, end }: TextHit, text: string): Segment {
  const words = writtenWords(line);
  const touched = words.map((word) => word.from < end && word.to > start);
  const from = touched.indexOf(true);
  const to = touched.lastIndexOf(true) + 1;
  const [first, last] = [words[from], words[to - 1]];
  if (first === undefined || last === undefined) return line;
  const before = line.text.slice(first.from, Math.max(first.from, start));
  const after = line.text.slice(Math.min(last.to, end), last.to);
  return withWords(line, { from, to }, `${before}${text}${after}`);
}
