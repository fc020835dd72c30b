import fc from 'fast-check';
import type { Segment } from '../contract/transcript';

const word = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[a-z]{1,11}[.,;!?]?$/u) },
  { weight: 6, arbitrary: fc.constantFrom('and', 'the', 'of', 'because', 'I', 'Mr.', 'Anna', 'in', 'not') },
  { weight: 2, arbitrary: fc.stringMatching(/^[<>&"'-]{1,5}$/u) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z/]{40,60}$/u) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('我们今天去公园散步，然后回家吃饭。', '「日本語」の', 'สวัสดีครับ', '👩‍👩‍👧', 'שלום'),
  },
);

/** Words with how long each takes and how long the speaker waits before it. */
const timedWord = fc.record({
  text: word,
  beforeMs: fc.oneof({ weight: 8, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(4000) }),
  lastsMs: fc.oneof({ weight: 10, arbitrary: fc.nat(700) }, { weight: 1, arbitrary: fc.nat(9000) }),
});

const utterance = fc.record({
  startMs: fc.nat(40_000),
  words: fc.array(timedWord, { maxLength: 40 }),
  timed: fc.boolean(),
  source: fc.constantFrom('microphone' as const, 'tab' as const, undefined),
});

/** Segments in any order, which may overlap, of any words, with the engine's times or without. */
export const someSegments: fc.Arbitrary<readonly Segment[]> = fc
  .array(utterance, { maxLength: 6 })
  .map((utterances) =>
    utterances.map(({ startMs, words, timed, source }, id) => {
      let atMs = startMs;
      const spans = words.map(({ text, beforeMs, lastsMs }) => {
        const from = atMs + beforeMs;
        atMs = from + lastsMs;
        return { word: text, startMs: from, endMs: atMs, confidence: 1 };
      });
      return {
        id,
        text: words.map(({ text }) => text).join(' '),
        words: timed ? spans : [],
        startMs,
        endMs: atMs,
        engine: 'student-v0',
        ...(source === undefined ? {} : { source }),
      };
    }),
  );
