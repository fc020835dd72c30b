import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { Lead } from './acoustic-model';
import type { PlacedUtterance, UtteranceText } from './utterance-text';

/** At most so much of what was said before leads into an utterance. */
export const LEAD_MS = 8000;
/** With its lead, an utterance is at most so long: a longer one has context enough, and costs enough. */
const LONGEST_MS = 14_000;
/** Less does more harm than good: the text then begins in the middle of a phrase. */
const LEAST_MS = 2000;
/** After a longer pause another sentence, or another person, begins. */
const LONGEST_PAUSE_MS = 2000;
/** A word's first sound begins a little before its time. */
const WORD_MARGIN_MS = 50;

interface WrittenWord {
  readonly word: string;
  readonly startMs: number;
  readonly tokens: readonly number[];
}

/**
 * The utterance that was said last and how the second look wrote it. A short utterance is heard better by what goes
 * before it, so the second look hears that again, with its text given, and goes on from there.
 */
export class WrittenBefore {
  #words: readonly WrittenWord[] = [];
  #startMs = 0;
  #endMs = -Infinity;

  /** @param text undefined where the second look did not write it: then nothing leads into what follows. */
  note(utterance: PlacedUtterance, text: UtteranceText | undefined): void {
    const { words = [], wordTokens = [] } = text ?? {};
    this.#startMs = utterance.startMs;
    this.#endMs = utterance.endMs;
    this.#words = words.flatMap(({ word, startMs }, index) => {
      const tokens = wordTokens[index];
      return tokens === undefined ? [] : [{ word, startMs, tokens }];
    });
  }

  /** undefined where nothing leads into this utterance, or it needs no lead. */
  lead({ startMs, endMs, before }: Pick<PlacedUtterance, 'startMs' | 'endMs' | 'before'>): Lead | undefined {
    if (before === undefined || startMs - this.#endMs > LONGEST_PAUSE_MS) return undefined;
    const heardMs = (1000 * before.length) / SAMPLE_RATE_HZ;
    const earliestMs = Math.max(startMs - heardMs, this.#endMs - LEAD_MS, endMs - LONGEST_MS);
    const whole = this.#startMs >= earliestMs;
    const words = whole
      ? this.#words
      : this.#words.filter((word) => word.startMs - WORD_MARGIN_MS >= earliestMs);
    const [first] = words;
    if (first === undefined) return undefined;
    const fromMs = whole ? this.#startMs : first.startMs - WORD_MARGIN_MS;
    if (startMs - fromMs < LEAST_MS) return undefined;
    const samples = Math.round(((startMs - fromMs) * SAMPLE_RATE_HZ) / 1000);
    return {
      samples: before.subarray(Math.max(0, before.length - samples)),
      tokens: words.flatMap(({ tokens }) => tokens),
      endsSentence: /[.?!]$/.test(words.at(-1)?.word ?? ''),
    };
  }
}
