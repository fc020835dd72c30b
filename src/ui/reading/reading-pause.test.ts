import { describe, expect, it } from 'vitest';
import { reduceTranscript, EMPTY_TRANSCRIPT, type Transcript } from '../../captions/transcript';
import { ReadingPause } from './reading-pause';

function spoken(...texts: readonly string[]): Transcript {
  const started = { type: 'source-started', id: 'a', kind: 'microphone', name: '', startedAtMs: 0 } as const;
  return texts.reduce<Transcript>(
    (transcript, text, id) =>
      reduceTranscript(transcript, {
        type: 'recognized',
        event: {
          type: 'final',
          segment: { id, text, words: [], startMs: id * 1000, endMs: id * 1000 + 900, engine: 'e' },
        },
      }),
    reduceTranscript(EMPTY_TRANSCRIPT, started),
  );
}

describe('ReadingPause', () => {
  it('holds what is shown, counts what comes, and shows it all at the end', () => {
    const pause = new ReadingPause();
    const before = spoken('One.');
    const after = spoken('One.', 'Two.', 'Three.');
    expect(pause.shown(after)).toBe(after);
    pause.pause(before);
    expect(pause.shown(after)).toBe(before);
    expect(pause.newLines(after)).toBe(2);
    pause.resume();
    expect(pause.shown(after)).toBe(after);
    expect(pause.newLines(after)).toBe(0);
  });

  it('shows what is corrected in the captions that it holds, and no more', () => {
    const pause = new ReadingPause();
    pause.pause(spoken('One.', 'Too.', 'Um.'));
    const live = spoken('One.', 'Too.', 'Um.', 'Four.');
    const lines = live.sources[0]!.track.segments;
    const right = { ...lines[1]!, text: 'Two.', heard: { text: 'Too.', words: [] } };
    const changes = [{ source: 'a', before: lines.slice(1, 3), after: [right] }];
    const shown = pause.shown(reduceTranscript(live, { type: 'edited', edit: { changes } }));
    expect(shown.sources[0]!.track.segments.map(({ text }) => text)).toEqual(['One.', 'Two.']);
    expect(pause.shown(live).sources[0]!.track.segments.map(({ text }) => text)).toEqual(['One.', 'Too.']);
  });

  it('shows at once that captions were cleared', () => {
    const pause = new ReadingPause();
    pause.pause(spoken('One.', 'Two.'));
    const cleared = spoken();
    expect(pause.shown(cleared)).toBe(cleared);
    expect(pause.paused).toBe(true);
    expect(pause.newLines(spoken('Three.'))).toBe(1);
  });
});
