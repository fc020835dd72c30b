import type { CaptionSource, Transcript } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';
import { byId } from '../dom';
import type { LinePlayer } from './line-player';
import { SpokenMark, type PlacedLine } from './spoken-mark';

/** The sound that was played last, or is ready to be. */
export interface SoundInUse {
  readonly media: HTMLMediaElement;
  readonly sound: Blob;
  /** What is said in it, by start. */
  readonly lines: readonly PlacedLine[];
}

/** The players of the dock, of which one is heard at a time, with the word marked that it says. */
export class DockPlayers {
  readonly #mark = new SpokenMark();
  #transcript: Transcript = { sources: [] };
  #inUse: LinePlayer | null = null;

  /** @param onChange another sound is in use, or none. */
  constructor(
    private readonly players: readonly LinePlayer[],
    private readonly onChange: () => void,
  ) {
    const dock = byId('dock', HTMLDivElement);
    // Media events do not bubble, but are captured; the browser's own controls start it, too.
    dock.addEventListener(
      'play',
      ({ target }) => {
        const player = this.players.find(({ media }) => media === target);
        for (const { media } of this.players) if (media !== target) media?.pause();
        if (player !== undefined) this.use(player);
      },
      true,
    );
    dock.addEventListener('emptied', onChange, true);
  }

  /** The one that is heard now. */
  get playing(): LinePlayer | undefined {
    return this.players.find(({ media }) => media?.paused === false);
  }

  /** Null where nothing is ready to be played. */
  get inUse(): SoundInUse | null {
    const { media, sound } = this.#inUse ?? {};
    if (this.#inUse === null || media === undefined || sound === undefined) return null;
    return { media, sound, lines: this.#linesOf(this.#inUse) };
  }

  /** The one that has the sound of a line. */
  with(source: CaptionSource, line: Segment): LinePlayer | undefined {
    return this.players.find((player) => player.has(source, line));
  }

  /** Its sound is the one in use from here on. */
  use(player: LinePlayer): void {
    this.#inUse = player;
    this.#follow(player);
    this.onChange();
  }

  /** Goes on with the first that has something of the page; false where none has. */
  resume(): boolean {
    const { media } = this.players.find((player) => this.#linesOf(player).length > 0) ?? {};
    media?.play().catch(() => undefined);
    return media !== undefined;
  }

  pause(): void {
    for (const { media } of this.players) media?.pause();
  }

  /** Call after captions were drawn. */
  drawn(transcript: Transcript): void {
    this.#transcript = transcript;
    if (this.playing !== undefined) this.#follow(this.playing);
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
