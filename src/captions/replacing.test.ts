import { describe, expect, it } from 'vitest';
import { applyEdit, inverseOf } from './edit';
import { line, linesOf, textsOf, timesOf, transcriptOf } from './editing-suite';
import { replacing, type TextHit } from './replacing';
import type { Transcript } from './transcript';

/** Every place of a text. */
function hits(transcript: Transcript, found: string): TextHit[] {
  return linesOf(transcript).flatMap(({ id, text }) =>
    [...text.matchAll(new RegExp(found, 'gu'))].map(({ index }) => ({
      source: 'a',
      line: id,
      start: index,
      end: index + found.length,
      found,
    })),
  );
}

const replaced = (transcript: Transcript, found: string, text: string) =>
  applyEdit(transcript, replacing(transcript, hits(transcript, found), text)!)!;

describe('replacing', () => {
  const start = transcriptOf(line(1, 'The cat saw a cat, and the catcat.'), line(2, 'No dog.'));

  it('writes a text everywhere, inside of words and twice in one, and keeps what is around', () => {
    expect(textsOf(replaced(start, 'cat', 'dog'))).toEqual(['The dog saw a dog, and the dogdog.', 'No dog.']);
    expect(textsOf(replaced(start, 'cat', 'old dog'))[0]).toBe(
      'The old dog saw a old dog, and the old dogold dog.',
    );
  });

  it('keeps the times of the words that it leaves, and shares those of the words that it takes', () => {
    const [before, after] = [linesOf(start)[0]!, linesOf(replaced(start, 'saw a', 'spied'))[0]!];
    expect(timesOf(after)[2]).toEqual(['spied', 11_000, 11_900]);
    expect(timesOf(after).slice(3)).toEqual(timesOf(before).slice(4));
    expect(after.heard?.text).toBe(before.text);
  });

  it('is one step, and undone as one', () => {
    const edit = replacing(start, hits(start, 'o'), 'u')!;
    expect(edit.changes).toHaveLength(1);
    const many = replacing(start, [...hits(start, 'cat'), ...hits(start, 'dog')], 'hen')!;
    expect(textsOf(applyEdit(start, many)!)).toEqual(['The hen saw a hen, and the henhen.', 'No hen.']);
    expect(linesOf(applyEdit(applyEdit(start, many)!, inverseOf(many))!)).toEqual(linesOf(start));
  });

  it('takes words out, and a line that has none left', () => {
    expect(textsOf(replaced(start, 'No dog.', ''))).toEqual(['The cat saw a cat, and the catcat.']);
    expect(textsOf(replaced(start, 'No ', ''))[1]).toBe('dog.');
  });

  it('leaves a place that says something else by now', () => {
    expect(replacing(start, [{ source: 'a', line: 2, start: 0, end: 2, found: 'Oh' }], 'x')).toBeNull();
    expect(replacing(start, hits(start, 'dog'), 'dog')).toBeNull();
  });
});
