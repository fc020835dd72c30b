import type { Outcome } from '../contract/errors';
import type { CutUtterance, SegmentWorkerApi, SegmentWorkerSetUp } from '../contract/segment-worker-api';
import type { Segment } from '../contract/transcript';
import { EngineSet } from './engine-set';
import { attempt } from './failure-of';
import { storeOf } from './noted-models';
import { RecognizerFailure } from './recognizer-failure';
import type { RecognizerParts } from './recognizer-parts';
import type { Engines } from './utterance-text';
import { writeSegment } from './write-segment';

/** The side of the worker that writes segments for a recognizer, with engines of its own. */
export class SegmentWriter implements SegmentWorkerApi {
  #engines: EngineSet | undefined;

  constructor(private readonly parts: RecognizerParts) {}

  prepare({ options, models, personalWords, companions }: SegmentWorkerSetUp): Promise<Outcome<null>> {
    const parts: RecognizerParts = {
      ...this.parts,
      openStore: (...given) => storeOf(this.parts.openStore(...given), models),
    };
    return attempt(async () => {
      const engines = await EngineSet.load(parts, { ...options, again: true }, () => undefined);
      const [, secondLook] = await Promise.all([
        engines.setPersonalWords(personalWords),
        engines.secondLookSettled(),
      ]);
      await engines.companionsSettled();
      const isAlike =
        secondLook === options.secondLook &&
        (engines.words() !== undefined) === companions.words &&
        (engines.voice() !== undefined) === companions.voice;
      if (!isAlike) throw unlike();
      this.#engines = engines;
      return null;
    });
  }

  write(
    utterances: readonly CutUtterance[],
    secondLook: boolean,
  ): Promise<Outcome<readonly (Segment | null)[]>> {
    return attempt(async () => {
      const set = this.#engines;
      if (set === undefined || (secondLook && set.secondLook() === undefined)) throw unlike();
      const { student, words, voice, soleWriter } = set;
      const engines: Engines = {
        student,
        words,
        voice,
        soleWriter,
        secondLook: () => (secondLook ? set.secondLook() : undefined),
      };
      const { signal } = new AbortController();
      const segments: (Segment | null)[] = [];
      for (const utterance of utterances) {
        segments.push((await writeSegment(engines, utterance, signal)) ?? null);
      }
      return segments;
    });
  }
}

function unlike(): RecognizerFailure {
  const message = 'A worker has other models than the recognizer that it works for.';
  return new RecognizerFailure({ code: 'internal', message });
}
