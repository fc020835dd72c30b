import { decodeGreedily, type Token } from '../decoder/greedy';
import type { FoundWord } from '../decoder/word-beam';
import type { SearchState } from '../decoder/word-search';
import { HOP_MS } from '../features/audio-format';
import type { Sounds } from './acoustic-model';
import { soundsBetween } from './sounds';
import type { HeardSounds } from './stream-ear';
import { searchableBy, spell, wordsIn, type Engines, type UtteranceText } from './utterance-text';
import type { Vocabulary } from './word-file';

/** Where words come from the search, the speller only adds marks and capitals: it need not run with each chunk. */
const SPELLING_HOP_MS = 480;

/**
 * Text of one utterance while it is heard. The search goes over each row for good once; rows that may still change
 * are tried on top. The speller reads the utterance from its start: an utterance has an end, so this cost has too.
 */
export class StreamedText {
  #spelled: { readonly rows: number; readonly tokens: readonly Token[] } | undefined;
  #search: { readonly vocabulary: Vocabulary; readonly state: SearchState } | undefined;

  constructor(private readonly engines: Pick<Engines, 'student' | 'words'>) {}

  /** @throws what the model throws. */
  async write({ firstFrame, endFrame, sounds, finalRows }: HeardSounds): Promise<UtteranceText> {
    const { student } = this.engines;
    if (sounds === undefined) return { text: '', words: [], engine: student.id };
    const { frames, frameMs } = sounds.phonemes;
    const hasSearch = searchableBy(this.engines.words(), sounds.phonemes) !== undefined;
    const tokens = await this.#spell(sounds, hasSearch && finalRows < frames ? SPELLING_HOP_MS / frameMs : 0);
    const heard = { tokens, found: this.#find(sounds, finalRows), rowMs: frameMs };
    const span = { startMs: firstFrame * HOP_MS, endMs: endFrame * HOP_MS };
    const words = wordsIn(this.engines, heard, span);
    return { text: spell(words), words, engine: student.id, sounds: sounds.phonemes };
  }

  /** @param hopRows what was spelled last may stand until so many rows were added to it; 0 to spell anew. */
  async #spell(sounds: Sounds, hopRows: number): Promise<readonly Token[]> {
    const rows = sounds.phonemes.frames;
    const spelled = this.#spelled;
    if (spelled !== undefined && hopRows > 0 && rows < spelled.rows + hopRows) return spelled.tokens;
    const { student } = this.engines;
    const tokens = decodeGreedily(await student.spell(sounds), student.blankId);
    this.#spelled = { rows, tokens };
    return tokens;
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
