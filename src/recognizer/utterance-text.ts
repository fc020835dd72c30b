import type { Segment, Word } from '../contract/transcript';
import { decodeGreedily, type Token } from '../decoder/greedy';
import { withoutDoubtfulLoneWords } from '../decoder/lone-words';
import type { FoundWord } from '../decoder/word-beam';
import type { PhonemeScores } from '../decoder/word-search';
import { wordsOf } from '../decoder/word-timing';
import { writtenWords } from '../decoder/written-words';
import { HOP_MS } from '../features/audio-format';
import type { AcousticModel, Utterance, UtteranceEngine, VoiceModel } from './acoustic-model';
import { withNearWords } from './near-words';
import type { Vocabulary } from './word-file';

export interface Engines {
  readonly student: AcousticModel;
  /** The words to look for, once they are here; until then the student spells for itself. */
  readonly words: () => Vocabulary | undefined;
  /** Tells voices from other sounds, once it is here; undefined where it is not. */
  readonly voice: () => VoiceModel | undefined;
  /** The second look, where it is on and ready; asked anew for each utterance. */
  readonly secondLook: () => UtteranceEngine | undefined;
  /**
   * The engine that writes all text, where the student does not know what is spoken; absent where it does. Rejects with a
   * RecognizerFailure where that engine cannot be had.
   */
  readonly soleWriter?: (() => Promise<UtteranceEngine>) | undefined;
}

/** Text of one utterance and who wrote it. */
export interface UtteranceText {
  readonly text: string;
  readonly words: readonly Word[];
  readonly engine: string;
  /** As a segment's. */
  readonly language?: string;
  readonly translatedFrom?: string;
  /** What the student heard in it, where that was all at hand. */
  readonly sounds?: PhonemeScores;
}

/** An utterance and its place in the stream or file. */
export interface PlacedUtterance {
  readonly id: number;
  readonly audio: Utterance;
  readonly startMs: number;
  readonly endMs: number;
}

/** Places the frames [startFrame, startFrame + audio.frames) of a stream or file. */
export function place(id: number, audio: Utterance, startFrame: number): PlacedUtterance {
  return { id, audio, startMs: startFrame * HOP_MS, endMs: (startFrame + audio.frames) * HOP_MS };
}

/** What the student makes of a stretch of audio. */
export interface Heard {
  readonly tokens: readonly Token[];
  /** Words of the search; undefined where there are none to look for. */
  readonly found: readonly FoundWord[] | undefined;
  /** Milliseconds of audio under one frame of the search. */
  readonly rowMs: number;
}

/** The words to look for in these phonemes, if they are here and meant for them. */
export function searchableBy(
  words: Vocabulary | undefined,
  { phonemes }: PhonemeScores,
): Vocabulary | undefined {
  return words?.phonemes === phonemes ? words : undefined;
}

/** Words of what was heard from startMs to endMs: those of the search, or the student's own spelling. */
export function wordsIn(
  { student, words }: Pick<Engines, 'student' | 'words'>,
  { tokens, found, rowMs }: Heard,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): Word[] {
  const { pieces, frameMs } = student;
  const spelled = wordsOf(tokens, { pieces, frameMs, offsetMs: startMs, limitMs: endMs });
  const vocabulary = words();
  if (vocabulary === undefined || found === undefined) return spelled;
  return writtenWords(withoutDoubtfulLoneWords(found, rowMs), vocabulary.words, spelled, {
    frameMs: rowMs,
    offsetMs: startMs,
    limitMs: endMs,
  });
}

/**
 * Runs the student over a whole utterance.
 *
 * @throws what the model throws.
 */
export async function hear(
  engines: Pick<Engines, 'student' | 'words'>,
  utterance: PlacedUtterance,
): Promise<UtteranceText> {
  const { student } = engines;
  const sounds = await student.hear(utterance.audio);
  const { phonemes } = sounds;
  const heard = {
    tokens: decodeGreedily(await student.spell(sounds), student.blankId),
    found: searchableBy(engines.words(), phonemes)?.search.find(phonemes),
    rowMs: phonemes.frameMs,
  };
  const found = wordsIn(engines, heard, utterance);
  const vocabulary = searchableBy(engines.words(), phonemes);
  const words = vocabulary ? withNearWords(found, phonemes, vocabulary, utterance.startMs) : found;
  return { text: spell(words), words, engine: student.id, sounds: phonemes };
}

/** The final segment: it lasts from its first word to its last. */
export function segmentOf({ id, startMs, endMs }: PlacedUtterance, text: UtteranceText): Segment {
  return {
    id,
    text: text.text,
    words: text.words,
    engine: text.engine,
    ...(text.language !== undefined && { language: text.language }),
    ...(text.translatedFrom !== undefined && { translatedFrom: text.translatedFrom }),
    startMs: text.words[0]?.startMs ?? startMs,
    endMs: text.words.at(-1)?.endMs ?? endMs,
  };
}

export function spell(words: readonly Word[]): string {
  return words.map(({ word }) => word).join(' ');
}
