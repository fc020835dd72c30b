import type { Hypothesis, UtteranceEngine } from './acoustic-model';
import { inventedTextReason } from './invented-text';
import { withPersonalWords } from './personal-rewrite';
import { searchableBy, type PlacedUtterance, type UtteranceText } from './utterance-text';
import { alignWords } from './word-alignment';
import { withHeardWords } from './word-alternatives';
import type { Vocabulary } from './word-file';

export interface RewriteOptions {
  /** The person's own words are put in where they fit better. */
  readonly vocabulary: Vocabulary | undefined;
  /** What the second look was asked before; it is asked now where absent. */
  readonly early?: Promise<Hypothesis> | undefined;
}

/**
 * Has the second look rewrite what the student heard; its words get the student's times.
 *
 * @returns undefined where the second look fails, writes nothing, takes no utterance of this length, or writes text
 *   that cannot come from this audio.
 */
export async function rewrite(
  secondLook: UtteranceEngine,
  utterance: PlacedUtterance,
  heard: UtteranceText,
  { vocabulary, early }: RewriteOptions,
): Promise<UtteranceText | undefined> {
  const { audio, startMs, endMs } = utterance;
  if (endMs - startMs > 1000 * secondLook.maxSeconds) return undefined;
  try {
    const written = await (early ?? secondLook.transcribe(audio));
    const reason = inventedTextReason(written, heard.words.length, endMs - startMs);
    if (written.words.length === 0 || reason !== undefined) return undefined;
    const personal = heard.sounds && searchableBy(vocabulary, heard.sounds)?.personal;
    const hypothesis = personal
      ? await withPersonalWords(
          written,
          heard.words.map(({ word }) => word),
          heard.sounds,
          personal,
        )
      : written;
    const aligned = alignWords(hypothesis.words, { timed: heard.words, startMs, endMs });
    const words = withHeardWords(aligned, heard.words);
    const { language } = written;
    return {
      text: hypothesis.text,
      words,
      engine: secondLook.id,
      ...(language !== undefined && { language }),
    };
  } catch {
    // The student's words stand: a caption without its second look is better than none.
    return undefined;
  }
}
