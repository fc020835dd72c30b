import type { CaptionSource, Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { byId } from '../dom';
import type { FileSound } from './file-sound';
import type { LinePlayer } from './line-player';
import { SoundLoop } from './sound-loop';
import { SpokenMark, type PlacedLine } from './spoken-mark';

/** A line of the transcript. */
export interface LineOfSource {
  readonly source: string;
  readonly line: number;
}

/** A line of the transcript, and a time of its source. */
export interface Moment extends LineOfSource {
  readonly fromMs: number;
  /** Plays up to here, again and again. */
  readonly loopToMs?: number;
}

/** 'missing': the page does not have the file. 'none': nothing was kept. */
export type SoundThere = 'here' | 'missing' | 'none';

/** The sound that was played last, or is ready to be. */
export interface SoundInUse {
  readonly media: HTMLMediaElement;
  readonly sound: Blob;
  /** What is said in it, by start. */
  readonly lines: readonly PlacedLine[];
}

/** The sound of what is on the page, whatever holds it: plays from a word, in a loop, and marks the word that is said. */
export class PageSound {
  readonly #players: readonly LinePlayer[];
  readonly #mark = new SpokenMark();
  readonly #loop = new SoundLoop(() => this.#playing?.media);
  #transcript: Transcript = { sources: [] };
  #live = false;
  #inUse: LinePlayer | null = null;
  /** Of the newest wish: one that was overtaken while its sound was prepared is dropped. */
  #wish = 0;

  /** @param onChange another sound is in use, or none. */
  constructor(
    private readonly file: FileSound,
    kept: LinePlayer,
    private readonly onChange: () => void,
  ) {
    this.#players = [file, kept];
    const dock = byId('dock', HTMLDivElement);
    // Media events do not bubble, but are captured; the browser's own controls start it, too.
    dock.addEventListener(
      'play',
      ({ target }) => {
        const player = this.#players.find(({ media }) => media === target);
        for (const { media } of this.#players) if (media !== target) media?.pause();
        if (player !== undefined) this.#use(player);
      },
      true,
    );
    dock.addEventListener('emptied', onChange, true);
  }

  /** Captions listen, and nothing is played to them. */
  get isLive(): boolean {
    return this.#live;
  }

  /** Whether anything on the page can be heard, now or once its file is opened again. */
  get canBeHeard(): boolean {
    return this.#transcript.sources.some((source) => {
      const [line] = source.track.segments;
      return line !== undefined && this.there(source, line) !== 'none';
    });
  }

  /** Null where nothing is ready to be played. */
  get inUse(): SoundInUse | null {
    const { media, sound } = this.#inUse ?? {};
    if (this.#inUse === null || media === undefined || sound === undefined) return null;
    return { media, sound, lines: this.#linesOf(this.#inUse) };
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
    const { there, media } = await this.#bring(moment, asked, () => void this.play(moment, asked));
    if (media === undefined) return there;
    media.currentTime = Math.max(0, moment.fromMs) / 1000;
    const { fromMs, loopToMs: toMs } = moment;
    this.#loop.set(toMs === undefined ? null : { fromMs, toMs });
    // A browser that refuses leaves its own play button to the person.
    await media.play().catch(() => undefined);
    return there;
  }

  /**
   * Makes the sound of a line ready to be played.
   *
   * @param onOpened the file was missing, and the person has opened it.
   */
  async open(line: LineOfSource, onOpened: () => void): Promise<SoundThere> {
    return (await this.#bring(line, true, onOpened)).there;
  }

  /** @returns whether anything was played before. */
  toggle(): boolean {
    const playing = this.#playing;
    if (playing !== undefined) playing.media?.pause();
    else {
      const { media } = this.#players.find((player) => this.#linesOf(player).length > 0) ?? {};
      if (media === undefined) return false;
      media.play().catch(() => undefined);
    }
    return true;
  }

  pause(): void {
    this.#wish += 1;
    this.#loop.set(null);
    for (const { media } of this.#players) media?.pause();
  }

  /** Goes on behind the word that was repeated. */
  endLoop(): void {
    if (this.#loop.isOn) this.pause();
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
    if (this.#playing !== undefined) this.#follow(this.#playing);
  }

  get #playing(): LinePlayer | undefined {
    return this.#players.find(({ media }) => media?.paused === false);
  }

  /** Brings the sound of a line into its player; without media where it is not there, or another was wanted meanwhile. */
  async #bring(
    { source: id, line: lineId }: LineOfSource,
    asked: boolean,
    onOpened: () => void,
  ): Promise<{ readonly there: SoundThere; readonly media?: HTMLMediaElement }> {
    const source = this.#transcript.sources.find((item) => item.id === id);
    const line = source?.track.segments.find((item) => item.id === lineId);
    if (source === undefined || line === undefined || this.#live) return { there: 'none' };
    const player = this.#players.find((item) => item.has(source, line));
    if (player === undefined) {
      if (source.kind !== 'file') return { there: 'none' };
      this.file.tellMissing(source, onOpened, asked);
      return { there: 'missing' };
    }
    this.#wish += 1;
    const wish = this.#wish;
    const isReady = await player.load(source, line);
    const { media } = player;
    if (!isReady || wish !== this.#wish || media === undefined) return { there: 'here' };
    this.#use(player);
    return { there: 'here', media };
  }

  #use(player: LinePlayer): void {
    this.#inUse = player;
    this.#follow(player);
    this.onChange();
  }

  #follow(player: LinePlayer): void {
    if (player.media !== undefined) this.#mark.follow(player.media, this.#linesOf(player));
  }

  /** Of the sound that is in its media. */
  #linesOf(player: LinePlayer): readonly PlacedLine[] {
    return this.#transcript.sources
      .flatMap((source) =>
        source.track.segments
          .filter((line) => player.isLoaded(source, line))
          .map((line) => ({ source: source.id, line })),
      )
      .sort((a, b) => a.line.startMs - b.line.startMs);
  }
}
