import type { Hypothesis, HypothesisWord } from './acoustic-model';

const SPECIAL_PIECE = /^(?:<unk>|<\/?s>|<<ST_\d+>>)$/;
const BYTE_PIECE = /^<0x([0-9A-F]{2})>$/;
const WORD_MARK = '▁';
/** A mark that ends a word, as far as its letters go. */
const END_MARK = /^[.,?!;:…]/u;

/** A written token and the probability the decoder gave it. */
export interface ScoredToken {
  readonly id: number;
  readonly probability: number;
}

/** Bytes of one word and how sure the decoder was of them. */
interface WordBytes {
  readonly bytes: number[];
  confidence: number;
}

/**
 * Moonshine's byte-pair vocabulary: "▁" is a space, "<0xNN>" one byte of UTF-8, special pieces write nothing.
 */
export class MoonshineTokenizer {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();

  constructor(readonly pieces: readonly string[]) {}

  /** Text and words; a word's confidence is the product of its tokens' probabilities. */
  hypothesis(tokens: readonly ScoredToken[]): Hypothesis {
    const words: HypothesisWord[] = this.#split(tokens).map(({ bytes, confidence }) => ({
      word: this.#decoder.decode(Uint8Array.from(bytes)),
      confidence,
    }));
    return { text: words.map(({ word }) => word).join(' '), words };
  }

  /** What a token writes; a character that is spread over several of them is not readable in one. */
  textOf(id: number): string {
    return this.#decoder.decode(Uint8Array.from(this.#bytesOf(id)));
  }

  beginsWord(id: number): boolean {
    return /^\s/u.test(this.textOf(id));
  }

  /** Whether the word before it has no more letters: another begins, a mark follows, or the text ends. */
  endsWord(id: number): boolean {
    const text = this.textOf(id);
    return text === '' || /^\s/u.test(text) || END_MARK.test(text);
  }

  /** Splits at spaces in the bytes, not in the pieces: a character may be spread over several byte tokens. */
  #split(tokens: readonly ScoredToken[]): WordBytes[] {
    const words: WordBytes[] = [];
    let word: WordBytes | undefined;
    for (const { id, probability } of tokens) {
      let counted: WordBytes | undefined;
      for (const byte of this.#bytesOf(id)) {
        if (isSpace(byte)) {
          word = undefined;
          continue;
        }
        if (word === undefined) words.push((word = { bytes: [], confidence: 1 }));
        word.bytes.push(byte);
        if (counted !== word) word.confidence *= probability;
        counted = word;
      }
    }
    return words;
  }

  #bytesOf(id: number): Iterable<number> {
    const piece = this.pieces[id];
    if (piece === undefined)
      throw new RangeError(`token ${id} is not in the vocabulary of ${this.pieces.length}`);
    if (SPECIAL_PIECE.test(piece)) return [];
    const byte = BYTE_PIECE.exec(piece)?.[1];
    return byte === undefined ? this.#encoder.encode(piece.replaceAll(WORD_MARK, ' ')) : [parseInt(byte, 16)];
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
