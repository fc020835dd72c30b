import type { Segment } from '../contract/transcript';
import { throwIfCancelled, untilCancelled } from './cancellation';
import { nextTask } from './next-task';
import { rewrite } from './rewrite';
import { writeAlone } from './sole-writing';
import { isSpoken } from './spoken-segment';
import { hear, segmentOf, type Engines, type PlacedUtterance, type UtteranceText } from './utterance-text';

/**
 * Writes one segment of a file: the voice detector tells whether anybody speaks, the student hears words and their times,
 * the second look writes them better. Nothing of a segment is remembered for the next: each can be written anywhere.
 *
 * @returns undefined where nothing was said.
 * @throws RecognizerFailure 'cancelled', and what the student, or the one engine that writes all text, throws.
 */
export async function writeSegment(
  engines: Engines,
  utterance: PlacedUtterance,
  signal: AbortSignal,
): Promise<Segment | undefined> {
  if (!(await untilCancelled(isSpoken(engines.voice(), utterance.audio), signal))) return undefined;
  const text = await textOf(engines, utterance, signal);
  return text.words.length > 0 ? segmentOf(utterance, text) : undefined;
}

async function textOf(
  engines: Engines,
  utterance: PlacedUtterance,
  signal: AbortSignal,
): Promise<UtteranceText> {
  if (engines.soleWriter !== undefined) {
    const writer = await untilCancelled(engines.soleWriter(), signal);
    return untilCancelled(writeAlone(writer, utterance), signal);
  }
  const heard = await untilCancelled(hear(engines, utterance), signal);
  if (heard.words.length === 0) return heard;
  await nextTask();
  throwIfCancelled(signal);
  const secondLook = engines.secondLook();
  if (secondLook === undefined) return heard;
  const rewriting = rewrite(secondLook, utterance, heard, { vocabulary: engines.words() });
  return (await untilCancelled(rewriting, signal)) ?? heard;
}
