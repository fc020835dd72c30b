import type { Segment } from '../contract/transcript';
import type { Hypothesis, UtteranceBatches, UtteranceEngine } from './acoustic-model';
import { throwIfCancelled, untilCancelled } from './cancellation';
import { nextTask } from './next-task';
import { rewrite } from './rewrite';
import { hear, segmentOf, type Engines, type PlacedUtterance, type UtteranceText } from './utterance-text';
import { isSpoken } from './spoken-segment';
import { writeSegment } from './write-segment';

interface HeardUtterance {
  readonly utterance: PlacedUtterance;
  /** What the student heard; undefined where nobody speaks. */
  readonly heard: UtteranceText | undefined;
}

/**
 * Writes segments of a file as writeSegment() does, but gives the second look all of them at once where that is quicker.
 *
 * @returns their segments, in their order.
 * @throws as writeSegment().
 */
export async function writeSegments(
  engines: Engines,
  utterances: readonly PlacedUtterance[],
  signal: AbortSignal,
): Promise<readonly (Segment | undefined)[]> {
  const secondLook = engines.secondLook();
  const batches = secondLook?.batches;
  const segments: (Segment | undefined)[] = [];
  if (secondLook === undefined || batches === undefined || engines.soleWriter !== undefined) {
    for (const utterance of utterances) segments.push(await writeSegment(engines, utterance, signal));
    return segments;
  }
  const all: HeardUtterance[] = [];
  for (const utterance of utterances) all.push(await hearSpoken(engines, utterance, signal));
  const written = await untilCancelled(writeAll(secondLook, batches, all, signal), signal);
  for (const [at, { utterance, heard }] of all.entries()) {
    const hypothesis = written[at];
    const text =
      heard &&
      hypothesis &&
      (await rewrite(secondLook, utterance, heard, {
        vocabulary: engines.words(),
        early: Promise.resolve(hypothesis),
      }));
    throwIfCancelled(signal);
    const best = text ?? heard;
    segments.push(best && best.words.length > 0 ? segmentOf(utterance, best) : undefined);
  }
  return segments;
}

async function hearSpoken(
  engines: Engines,
  utterance: PlacedUtterance,
  signal: AbortSignal,
): Promise<HeardUtterance> {
  // A cancel() call can only be heard between tasks.
  await nextTask();
  if (!(await untilCancelled(isSpoken(engines.voice(), utterance.audio), signal)))
    return { utterance, heard: undefined };
  return { utterance, heard: await untilCancelled(hear(engines, utterance), signal) };
}

/** By place; undefined where there is nothing to write or the second look could not. */
async function writeAll(
  { maxSeconds }: UtteranceEngine,
  batches: UtteranceBatches,
  all: readonly HeardUtterance[],
  signal: AbortSignal,
): Promise<readonly (Hypothesis | undefined)[]> {
  const wanted = all.filter(
    ({ utterance: { startMs, endMs }, heard }) =>
      heard !== undefined && heard.words.length > 0 && endMs - startMs <= 1000 * maxSeconds,
  );
  try {
    const audios = wanted.map(({ utterance }) => utterance.audio);
    const written = await batches.transcribeAll(audios, signal);
    const byUtterance = new Map(wanted.map((one, at) => [one, written[at]]));
    return all.map((one) => byUtterance.get(one));
  } catch {
    // The student's words stand: text without its second look is better than none.
    return [];
  }
}
