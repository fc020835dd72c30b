import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { NO_EDITS, recorded, redoStep, undoStep, type EditHistory } from './edit-history';
import { applyEdit, type Edit } from './edit';
import { EMPTY_TRANSCRIPT, type Transcript } from './transcript';

const line = (id: number, text: string, startMs = id * 1000): Segment => ({
  id,
  text,
  words: [],
  startMs,
  endMs: startMs + 500,
  engine: 'second',
});

const transcriptOf = (...segments: Segment[]): Transcript => ({
  sources: [{ id: 'a', kind: 'file', name: 'a', startedAtMs: 0, track: { segments, partials: [] } }],
});
const texts = ({ sources }: Transcript) =>
  sources.flatMap(({ track }) => track.segments.map(({ text }) => text));
const edit = (before: Segment[], after: Segment[]): Edit => ({ changes: [{ source: 'a', before, after }] });

/** What an editor does: each edit, one after the other, with its history. */
function work(start: Transcript, ...edits: Edit[]): { transcript: Transcript; history: EditHistory } {
  return edits.reduce(
    ({ transcript, history }, next) => ({
      transcript: applyEdit(transcript, next)!,
      history: recorded(history, next),
    }),
    { transcript: start, history: NO_EDITS },
  );
}

describe('the history of edits', () => {
  const [one, two] = [line(1, 'One two.'), line(2, 'Three.')];
  const start = transcriptOf(one, two);
  const split = edit([one], [line(1, 'One'), line(1.5, 'two.', 1200)]);
  const joined = edit([line(1.5, 'two.', 1200), two], [line(1.5, 'two. Three.', 1200)]);

  it('carries lines that are split and joined, back and forth', () => {
    const { transcript, history } = work(start, split, joined);
    expect(texts(transcript)).toEqual(['One', 'two. Three.']);
    const first = undoStep(history, transcript)!;
    const before = applyEdit(transcript, first.edit)!;
    expect(texts(before)).toEqual(['One', 'two.', 'Three.']);
    const second = undoStep(first.history, before)!;
    expect(texts(applyEdit(before, second.edit)!)).toEqual(texts(start));
    expect(undoStep(second.history, start)).toBeNull();
    const again = redoStep(second.history, start)!;
    expect(texts(applyEdit(start, again.edit)!)).toEqual(['One', 'two.', 'Three.']);
    expect(again.history).toEqual(first.history);
  });

  it('does many lines as one step, or none of them', () => {
    const everywhere: Edit = {
      changes: [
        { source: 'a', before: [one], after: [line(1, 'One 2.')] },
        { source: 'a', before: [two], after: [line(2, '3.')] },
      ],
    };
    const { transcript, history } = work(start, everywhere);
    expect(texts(transcript)).toEqual(['One 2.', '3.']);
    expect(applyEdit(transcript, undoStep(history, transcript)!.edit)).toEqual(start);
    expect(applyEdit(transcriptOf(one), everywhere)).toBeNull();
  });

  it('redoes nothing after something else was done', () => {
    const { transcript, history } = work(start, split);
    const undone = undoStep(history, transcript)!;
    const other = edit([two], [line(2, 'Drei.')]);
    expect(redoStep(recorded(undone.history, other), applyEdit(start, other)!)).toBeNull();
  });

  it('leaves captions alone that it was not made for', () => {
    const { history } = work(start, split);
    expect(undoStep(history, EMPTY_TRANSCRIPT)).toBeNull();
    expect(undoStep(history, start)).toBeNull();
  });
});
