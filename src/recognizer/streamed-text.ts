import { decodeGreedily } from '../decoder/greedy';
import type { FoundWord } from '../decoder/word-beam';
import type { SearchState } from '../decoder/word-search';
import { HOP_MS } from '../features/audio-format';
import type { Sounds } from './acoustic-model';
import { soundsBetween } from './sounds';
import type { HeardSounds } from './stream-ear';
import { searchableBy, spell, wordsIn, type Engines, type UtteranceText } from './utterance-text';
import type { Vocabulary } from './word-file';

/**
 * Text of one utterance while it is heard. The search goes over each row for good once; rows that may still change
 * are tried on top. The speller reads the utterance from its start: it costs little, and an utterance has an end.
 */
export class StreamedText {
  #search: { readonly vocabulary: Vocabulary; readonly state: SearchState } | undefined;

  constructor(private readonly engines: Pick<Engines, 'student' | 'words'>) {}

  /** @throws what the model throws. */
  async write({ firstFrame, endFrame, sounds, finalRows }: HeardSounds): Promise<UtteranceText> {
    const { student } = this.engines;
    if (sounds === undefined) return { text: '', words: [], engine: student.id };
    const logits = await student.spell(sounds);
    const heard = {
      tokens: decodeGreedily(logits, student.blankId),
      found: this.#find(sounds, finalRows),
      rowMs: sounds.phonemes.frameMs,
    };
    const span = { startMs: firstFrame * HOP_MS, endMs: endFrame * HOP_MS };
    const words = wordsIn(this.engines, heard, span);
    return { text: spell(words), words, engine: student.id };
  }

  #find(sounds: Sounds, finalRows: number): FoundWord[] | undefined {
    const vocabulary = searchableBy(this.engines.words(), sounds.phonemes);
    if (vocabulary === undefined) return undefined;
    const { search } = vocabulary;
    const known = this.#search?.vocabulary === vocabulary ? this.#search.state : undefined;
    // A forced cut may take rows away that the search has been over.
    const from = known !== undefined && known.frames <= finalRows ? known : search.start();
    const state = search.advance(from, soundsBetween(sounds, from.frames, finalRows).phonemes);
    this.#search = { vocabulary, state };
    const ahead = soundsBetween(sounds, finalRows, sounds.phonemes.frames);
    return search.read(search.advance(state, ahead.phonemes));
  }
}
