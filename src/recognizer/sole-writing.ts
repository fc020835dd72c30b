import type { Hypothesis, UtteranceEngine } from './acoustic-model';
import { inventedTextReason } from './invented-text';
import type { PlacedUtterance, UtteranceText } from './utterance-text';
import { alignWords } from './word-alignment';

/**
 * Has one engine write an utterance without the student, which does not know what is spoken. Words have the engine's own
 * times, or share the utterance by their letters.
 *
 * @param early what the engine was asked before; it is asked now where absent.
 * @returns no words where nothing was said, or the text cannot come from this audio.
 * @throws what the engine throws, and RangeError for an utterance that is too long for it.
 */
export async function writeAlone(
  engine: UtteranceEngine,
  { audio, startMs, endMs }: PlacedUtterance,
  early?: Promise<Hypothesis>,
): Promise<UtteranceText> {
  const written = await (early ?? engine.transcribe(audio));
  if (inventedTextReason(written, Infinity, endMs - startMs) !== undefined) {
    return { text: '', words: [], engine: engine.id };
  }
  const shared = alignWords(written.words, { timed: [], startMs, endMs });
  const words = shared.map((word, at) => {
    const span = written.words[at]?.span;
    if (span === undefined) return word;
    return {
      ...word,
      startMs: Math.min(startMs + span.startMs, endMs),
      endMs: Math.min(startMs + span.endMs, endMs),
    };
  });
  const { text, language, translatedFrom } = written;
  return {
    text,
    words,
    engine: engine.id,
    ...(language !== undefined && { language }),
    ...(translatedFrom !== undefined && { translatedFrom }),
  };
}
