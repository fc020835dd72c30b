import type { CaptionSource, Transcript } from '../captions/transcript';
import type { Segment } from '../contract/transcript';
import { onLanguageChange, texts } from '../i18n/language';
import { byId } from './dom';
import type { LinePlayer } from './editor/line-player';
import { KeptSoundPlayer } from './kept-sound-player';
import type { PageState } from './page-state';
import type { SoundKeptIntents, SoundTrackShown } from './session-intents';

/** The kept sound of the transcript on the page, while nothing is in progress. */
export class KeptSoundPanel implements LinePlayer {
  readonly #panel = byId('kept-sound', HTMLDivElement);
  #player: KeptSoundPlayer | null = null;
  /** What the panel was last filled for. */
  #key = '';
  #fillings = 0;

  /** @param onFilled the sound of other lines can be heard now. */
  constructor(
    private readonly intents: SoundKeptIntents,
    private readonly onFilled: () => void,
  ) {
    onLanguageChange(() => {
      this.#key = '';
    });
  }

  get media(): HTMLMediaElement | undefined {
    return this.#player?.media;
  }

  get sound(): Blob | undefined {
    return this.#player?.sound;
  }

  has(source: CaptionSource, line: Segment): boolean {
    return this.#player?.has(trackOf(source, line)) === true;
  }

  isLoaded(source: CaptionSource, line: Segment): boolean {
    return this.#player?.isLoaded(trackOf(source, line)) === true;
  }

  load(source: CaptionSource, line: Segment): Promise<boolean> {
    return this.#player?.open(trackOf(source, line)) ?? Promise.resolve(false);
  }

  render({ sound }: Pick<PageState, 'sound'>, { sources }: Transcript, busy: boolean): void {
    const ids = sources.map(({ id }) => id).join(' ');
    const key = busy || ids === '' ? 'none' : `${ids} ${String(sound.keptChanges)}`;
    if (key === this.#key) return;
    this.#key = key;
    void this.#fill(key === 'none');
  }

  async #fill(empty: boolean): Promise<void> {
    this.#fillings += 1;
    const filling = this.#fillings;
    const tracks = empty ? [] : await this.intents.soundTracks().catch(() => []);
    if (filling !== this.#fillings) return;
    this.#player?.dispose();
    this.#player = null;
    this.#panel.hidden = tracks.length === 0;
    if (tracks.length > 0) this.#show(tracks);
    this.onFilled();
  }

  #show(tracks: readonly SoundTrackShown[]): void {
    // Once it is deleted, the change of what is kept empties the panel.
    const options = { title: texts().captions.captions, removable: true, onRemoved: () => undefined };
    this.#player = new KeptSoundPlayer(this.intents, options);
    this.#player.show(tracks);
    this.#panel.append(this.#player.element);
  }
}

function trackOf({ startedAtMs }: CaptionSource, { source }: Segment): SoundTrackShown {
  return { startedAtMs, ...(source && { source }) };
}
