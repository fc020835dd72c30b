import type { CaptionSource, Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { byId } from '../dom';
import type { FileSound } from './file-sound';
import type { LinePlayer } from './line-player';
import { SpokenMark } from './spoken-mark';

/** How often a loop is turned back; a quarter of the shortest word. */
const LOOP_CHECK_MS = 25;

/** A line of the transcript, and a time of its source. */
export interface Moment {
  readonly source: string;
  readonly line: number;
  readonly fromMs: number;
  /** Plays up to here, again and again. */
  readonly loopToMs?: number;
}

/** 'missing': the page does not have the file. 'none': nothing was kept. */
export type SoundThere = 'here' | 'missing' | 'none';

/** The sound of what is on the page, whatever holds it: plays from a word, in a loop, and marks the word that is said. */
export class PageSound {
  readonly #players: readonly LinePlayer[];
  readonly #mark = new SpokenMark();
  #transcript: Transcript = { sources: [] };
  #live = false;
  #loop: { readonly fromMs: number; readonly toMs: number } | null = null;
  #loopTimer: ReturnType<typeof setInterval> | undefined;
  /** Of the newest wish: one that was overtaken while its sound was prepared is dropped. */
  #wish = 0;

  constructor(
    private readonly file: FileSound,
    kept: LinePlayer,
  ) {
    this.#players = [file, kept];
    // Media events do not bubble, but are captured; the browser's own controls start it, too.
    byId('dock', HTMLDivElement).addEventListener(
      'play',
      ({ target }) => {
        const player = this.#players.find(({ media }) => media === target);
        for (const { media } of this.#players) if (media !== target) media?.pause();
        if (player !== undefined) this.#follow(player);
      },
      true,
    );
  }

  /** Captions listen, and nothing is played to them. */
  get isLive(): boolean {
    return this.#live;
  }

  /** Whether a line can be heard now. */
  there(source: CaptionSource, line: Segment): SoundThere {
    if (this.#live) return 'none';
    if (this.#players.some((player) => player.has(source, line))) return 'here';
    return source.kind === 'file' ? 'missing' : 'none';
  }

  /**
   * Plays from a moment.
   *
   * @param asked by a key or button for sound alone, and not by the way.
   * @returns whether there is sound.
   */
  async play(moment: Moment, asked: boolean): Promise<SoundThere> {
    const source = this.#transcript.sources.find(({ id }) => id === moment.source);
    const line = source?.track.segments.find(({ id }) => id === moment.line);
    if (source === undefined || line === undefined || this.#live) return 'none';
    const player = this.#players.find((item) => item.has(source, line));
    if (player === undefined) {
      if (source.kind !== 'file') return 'none';
      this.file.tellMissing(source, () => void this.play(moment, asked), asked);
      return 'missing';
    }
    this.#wish += 1;
    const wish = this.#wish;
    if (!(await player.load(source, line)) || wish !== this.#wish || player.media === undefined)
      return 'here';
    player.media.currentTime = Math.max(0, moment.fromMs) / 1000;
    this.#setLoop(moment);
    // A browser that refuses leaves its own play button to the person.
    await player.media.play().catch(() => undefined);
    return 'here';
  }

  /** @returns whether anything was played before. */
  toggle(): boolean {
    const player = this.#players.find(({ media }) => media?.paused === false);
    if (player !== undefined) player.media?.pause();
    else {
      const { media } = this.#players.find((item) => this.#isInUse(item)) ?? {};
      if (media === undefined) return false;
      media.play().catch(() => undefined);
    }
    return true;
  }

  pause(): void {
    this.#wish += 1;
    this.#setLoop(null);
    for (const { media } of this.#players) media?.pause();
  }

  /** Goes on behind the word that was repeated. */
  endLoop(): void {
    if (this.#loop !== null) this.pause();
  }

  /** @param live captions listen: they would hear what is played. */
  render(live: boolean): void {
    if (live && !this.#live) {
      this.pause();
      this.file.hide();
    }
    this.#live = live;
  }

  /** Call after captions were drawn. */
  drawn(transcript: Transcript): void {
    this.#transcript = transcript;
    this.file.drawn(new Set(transcript.sources.map(({ id }) => id)));
    const player = this.#players.find(({ media }) => media?.paused === false);
    if (player !== undefined) this.#follow(player);
  }

  #follow(player: LinePlayer): void {
    const { media } = player;
    if (media === undefined) return;
    const lines = this.#transcript.sources.flatMap((source) =>
      source.track.segments
        .filter((line) => player.isLoaded(source, line))
        .map((line) => ({ source: source.id, line })),
    );
    this.#mark.follow(media, lines);
  }

  #isInUse(player: LinePlayer): boolean {
    return this.#transcript.sources.some((source) =>
      source.track.segments.some((line) => player.isLoaded(source, line)),
    );
  }

  #setLoop(moment: Pick<Moment, 'fromMs' | 'loopToMs'> | null): void {
    clearInterval(this.#loopTimer);
    this.#loop = null;
    if (moment?.loopToMs === undefined) return;
    const loop = { fromMs: moment.fromMs, toMs: moment.loopToMs };
    this.#loop = loop;
    this.#loopTimer = setInterval(() => {
      const media = this.#players.find((player) => player.media?.paused === false)?.media;
      if (media !== undefined && media.currentTime * 1000 >= loop.toMs) {
        media.currentTime = Math.max(0, loop.fromMs) / 1000;
      }
    }, LOOP_CHECK_MS);
  }
}
