import { lineAt, type WordPlace } from '../../captions/correction';
import { writtenWords } from '../../captions/timed-words';
import type { Transcript } from '../../captions/transcript';
import { texts } from '../../i18n/language';
import { setText } from '../dom';
import type { PageSound } from './page-sound';

/** A word alone is hard to understand, and its times are good to a tenth of a second. */
const LEAD_MS = 250;
const TAIL_MS = 300;

/** The sound of words, wherever they stand. */
export class WordSound {
  #looped: WordPlace | null = null;

  /** @param said is read out by screen readers. */
  constructor(
    private readonly sound: PageSound,
    private readonly transcript: () => Transcript,
    private readonly said: HTMLElement,
  ) {}

  canHear(place: WordPlace): boolean {
    const source = this.transcript().sources.find(({ id }) => id === place.source);
    const line = lineAt(this.transcript(), place);
    return source !== undefined && line !== undefined && this.sound.there(source, line) !== 'none';
  }

  /**
   * Plays from a word on.
   *
   * @param asked for the sound alone, not by the way: where there is none, it is said.
   */
  async hear(place: WordPlace, asked: boolean): Promise<void> {
    const startMs = this.#wordsOf(place)[0]?.startMs;
    if (startMs !== undefined) await this.#play(place, startMs, undefined, asked);
  }

  /** Plays from the beginning of a line on. */
  async hearLine(place: Pick<WordPlace, 'source' | 'line'>): Promise<void> {
    const line = lineAt(this.transcript(), place);
    if (line !== undefined) await this.#play({ ...place, from: 0, to: 1 }, line.startMs, undefined, true);
  }

  /** Plays words again and again. */
  async loop(place: WordPlace, asked: boolean): Promise<void> {
    const words = this.#wordsOf(place);
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#looped = place;
    await this.#play(place, first.startMs - LEAD_MS, last.endMs + TAIL_MS, asked);
  }

  /** As loop(), or ends it where these words are being repeated. */
  async toggleLoop(place: WordPlace): Promise<void> {
    if (this.#looped?.from === place.from && this.#looped.line === place.line) this.endLoop();
    else await this.loop(place, true);
  }

  endLoop(): void {
    this.#looped = null;
    this.sound.endLoop();
  }

  toggle(): boolean {
    return this.sound.toggle();
  }

  pause(): void {
    this.sound.pause();
  }

  async #play(place: WordPlace, fromMs: number, loopToMs: number | undefined, asked: boolean): Promise<void> {
    const { source, line } = place;
    const moment = { source, line, fromMs, ...(loopToMs !== undefined && { loopToMs }) };
    const there = await this.sound.play(moment, asked);
    if (there !== 'none' || !asked) return;
    const { noSound, noSoundLive } = texts().editor;
    setText(this.said, this.sound.isLive ? noSoundLive : noSound);
  }

  #wordsOf(place: WordPlace): ReturnType<typeof writtenWords> {
    const line = lineAt(this.transcript(), place);
    return line === undefined ? [] : writtenWords(line).slice(place.from, place.to);
  }
}
