import { expect, test } from 'vitest';
import type { RecognizerEvent } from '../contract/recognizer-api';
import { AdaptingStream } from './adapting-stream';
import { FakeAcousticModel } from './fake-acoustic-model';
import { plant, silence, speech } from './planted-speech';

test('the student changes between utterances, and no word is lost', async () => {
  const students = [new FakeAcousticModel(), new FakeAcousticModel()] as const;
  const events: RecognizerEvent[] = [];
  const noted: number[] = [];
  let current: FakeAcousticModel = students[0];
  let swaps = 0;
  let callsAtSwap = 0;
  let underWay = 0;
  const stream = new AdaptingStream({
    engines: {
      get student() {
        return current;
      },
      words: () => undefined,
      voice: () => undefined,
      secondLook: () => undefined,
      noteSnr: (snrDb) => noted.push(snrDb),
      swapStudent: () => {
        // Asked for all the time, it must never come in the middle of an utterance.
        expect(underWay).toBe(0);
        swaps += 1;
        if (noted.length === 0 || current === students[1]) return;
        callsAtSwap = students[0].calls.length + students[0].spans.length;
        current = students[1];
      },
    },
    emit: (event) => {
      if (event.type === 'partial') underWay = 1;
      if (event.type === 'final') underWay = 0;
      events.push(event);
    },
    nextId: () => events.length,
    clock: 'virtual',
  });
  const said = [
    silence(600),
    speech(5000, [1, 2, 3, 4, 5, 1]),
    silence(1500),
    speech(5000, [5, 4, 3, 2, 1, 2]),
    silence(1500),
  ];
  for (const batch of plant(said)) await stream.push(batch);
  await stream.end();
  const texts = events.flatMap((event) => (event.type === 'final' ? [event.segment.text] : []));
  expect(texts).toEqual(['one two three four five one', 'five four three two one two']);
  // Each heard its own part of the recording and no more: the old one may be closed.
  expect(students.map(({ calls }) => calls.length > 0)).toEqual([true, true]);
  expect(students[0].calls.length + students[0].spans.length).toBe(callsAtSwap);
  expect(swaps).toBeGreaterThan(10);
});
