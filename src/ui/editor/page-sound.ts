import type { CaptionSource, Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { DockPlayers, type SoundInUse } from './dock-players';
import type { FileSound } from './file-sound';
import type { LinePlayer } from './line-player';
import { SoundLoop } from './sound-loop';

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

/** The sound of what is on the page, whatever holds it: plays from a word, or words in a loop. */
export class PageSound {
  readonly #players: DockPlayers;
  readonly #loop = new SoundLoop(() => this.#players.playing?.media);
  #transcript: Transcript = { sources: [] };
  #live = false;
  /** Of the newest wish: one that was overtaken while its sound was prepared is dropped. */
  #wish = 0;

  /** @param onChange another sound is in use, or none. */
  constructor(
    private readonly file: FileSound,
    kept: LinePlayer,
    onChange: () => void,
  ) {
    this.#players = new DockPlayers([file, kept], onChange);
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
    return this.#players.inUse;
  }

  /** Whether a line can be heard now. */
  there(source: CaptionSource, line: Segment): SoundThere {
    if (this.#live) return 'none';
    if (this.#players.with(source, line) !== undefined) return 'here';
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
    const { playing } = this.#players;
    if (playing === undefined) return this.#players.resume();
    playing.media?.pause();
    return true;
  }

  pause(): void {
    this.#wish += 1;
    this.#loop.set(null);
    this.#players.pause();
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
    this.#players.drawn(transcript);
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
    const player = this.#players.with(source, line);
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
    this.#players.use(player);
    return { there: 'here', media };
  }
}
