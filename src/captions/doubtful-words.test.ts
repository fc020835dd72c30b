import { describe, expect, it } from 'vitest';
import type { WordPlace } from './correction';
import { confirmation, nextDoubtful, type DoubtfulWord } from './doubtful-words';
import { applyEdit, inverseOf } from './edit';
import { line, linesOf, sourceOf } from './editing-suite';
import type { Transcript } from './transcript';

const transcript: Transcript = {
  sources: [
    sourceOf('a', line(1, 'one two? three'), line(2, 'four five')),
    sourceOf('b', line(1, 'six? seven eight?')),
  ],
};
const place = (source: string, id: number, from: number) => ({ source, line: id, from, to: from + 1 });
const DOUBTFUL = [place('a', 1, 1), place('b', 1, 0), place('b', 1, 2)];

/** Which of them one comes by in four steps. */
function walk(by: 1 | -1): number[] {
  const met: number[] = [];
  let at: WordPlace | null = null;
  for (let step = 0; step < 4; step += 1) {
    const found: DoubtfulWord = nextDoubtful(transcript, at, by, 0.6)!;
    expect(found).toEqual({ place: DOUBTFUL[found.index], index: found.index, count: 3 });
    met.push(found.index);
    at = found.place;
  }
  return met;
}

describe('nextDoubtful', () => {
  it('goes through all of them, whichever source they are of, and around', () => {
    expect(walk(1)).toEqual([0, 1, 2, 0]);
    expect(walk(-1)).toEqual([2, 1, 0, 2]);
  });

  it('begins where one is', () => {
    expect(nextDoubtful(transcript, place('a', 2, 1), 1, 0.6)?.index).toBe(1);
    expect(nextDoubtful(transcript, place('a', 2, 1), -1, 0.6)?.index).toBe(0);
    expect(nextDoubtful(transcript, place('b', 1, 1), 1, 0.6)?.index).toBe(2);
    expect(nextDoubtful(transcript, place('b', 1, 1), -1, 0.6)?.index).toBe(1);
  });

  it('finds none where all are sure', () => {
    expect(nextDoubtful(transcript, null, 1, 0.1)).toBeNull();
    expect(nextDoubtful({ sources: [] }, null, -1, 0.6)).toBeNull();
  });
});

describe('confirmation', () => {
  it('makes a word sure, as a step that can be taken back', () => {
    const edit = confirmation(transcript, DOUBTFUL[0]!)!;
    const sure = applyEdit(transcript, edit)!;
    expect(linesOf(sure)[0]!.words.map(({ confidence }) => confidence)).toEqual([0.9, 1, 0.9]);
    expect(nextDoubtful(sure, null, 1, 0.6)?.count).toBe(2);
    expect(applyEdit(sure, inverseOf(edit))).toEqual(transcript);
    expect(confirmation(sure, DOUBTFUL[0]!)).toBeNull();
  });
});
