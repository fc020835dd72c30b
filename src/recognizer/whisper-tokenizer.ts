import type { HypothesisWord } from './acoustic-model';

/** A written token and the probability the decoder gave it. */
export interface ScoredToken {
  readonly id: number;
  readonly probability: number;
}

/** A word and the tokens [first, end) that it is made of. */
export interface TokenWord extends HypothesisWord {
  readonly first: number;
  readonly end: number;
}

export interface Task {
  /** BCP 47. */
  readonly language: string;
  readonly translate: boolean;
}

/** Of more tokens than this the average ones count: scripts without spaces make one long word of a sentence. */
const COUNTED_TOKENS = 3;
/** Whisper's own codes, where they are not those of BCP 47. */
const WHISPER_CODES: Readonly<Record<string, string>> = { jv: 'jw' };
const NO_SPEECH = ['<|nospeech|>', '<|nocaptions|>'];

/** Whisper's vocabulary: byte-level pieces in GPT-2's stand-ins for bytes, and special pieces like `<|en|>`. */
export class WhisperTokenizer {
  readonly #decoder = new TextDecoder();
  readonly #special = new Map<string, number>();
  readonly #pieces: readonly string[];

  constructor(pieces: readonly string[]) {
    this.#pieces = pieces;
    for (const [id, piece] of pieces.entries()) if (isSpecial(piece)) this.#special.set(piece, id);
  }

  /** What stands for silence; undefined where the vocabulary has no such token. */
  get noSpeechId(): number | undefined {
    return NO_SPEECH.map((piece) => this.#special.get(piece)).find((id) => id !== undefined);
  }

  /** Undefined where the model does not know the language. */
  languageId(language: string): number | undefined {
    return this.#special.get(`<|${WHISPER_CODES[language] ?? language}|>`);
  }

  /** The prompt for English, for another language or task; a model of English alone has the same for all. */
  promptFor(english: readonly number[], { language, translate }: Task): readonly number[] {
    const languageId = this.languageId(language);
    return english.map((id) => {
      const piece = this.#pieces[id];
      if (piece === '<|en|>') return languageId ?? id;
      return piece === '<|transcribe|>' && translate ? (this.#special.get('<|translate|>') ?? id) : id;
    });
  }

  /** Split at spaces in the bytes, not in the pieces: a character may be spread over several tokens. */
  words(tokens: readonly ScoredToken[]): TokenWord[] {
    const words: { bytes: number[]; probability: number; first: number; end: number }[] = [];
    let open = false;
    for (const [at, { id, probability }] of tokens.entries()) {
      for (const byte of this.#bytesOf(id)) {
        if (isSpace(byte)) {
          open = false;
          continue;
        }
        if (!open) words.push({ bytes: [], probability: 1, first: at, end: at });
        open = true;
        const word = words.at(-1);
        if (word === undefined) continue;
        word.bytes.push(byte);
        if (word.end <= at) word.probability *= probability;
        word.end = at + 1;
      }
    }
    return words.map(({ bytes, probability, first, end }) => ({
      word: this.#decoder.decode(Uint8Array.from(bytes)),
      confidence: probability ** Math.min(1, COUNTED_TOKENS / (end - first)),
      first,
      end,
    }));
  }

  #bytesOf(id: number): readonly number[] {
    const piece = this.#pieces[id];
    if (piece === undefined)
      throw new RangeError(`token ${id} is not in the vocabulary of ${this.#pieces.length}`);
    return isSpecial(piece) ? [] : Array.from(piece, (character) => BYTE_OF.get(character) ?? 0);
  }
}

function isSpecial(piece: string): boolean {
  return piece.startsWith('<|') && piece.endsWith('|>') && piece.length > 4;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** GPT-2's printable stand-in of each byte, reversed. */
const BYTE_OF = new Map<string, number>();
const isPrintable = (byte: number): boolean =>
  (byte > 32 && byte < 127) || (byte > 160 && byte < 173) || (byte > 173 && byte < 256);
let standIn = 256;
for (let byte = 0; byte < 256; byte++) {
  BYTE_OF.set(String.fromCharCode(isPrintable(byte) ? byte : standIn++), byte);
}
