import type { Transcript } from '../captions/transcript';
import { onLanguageChange, texts } from '../i18n/language';
import { byId } from './dom';
import { KeptSoundPlayer } from './kept-sound-player';
import type { PageState } from './page-state';
import type { DrawnCaption } from './reading/search-bar';
import type { SoundKeptIntents, SoundTrackShown } from './session-intents';

/** The sound of the transcript on the page, while nothing is in progress. A caption's time plays from there. */
export class KeptSoundPanel {
  readonly #panel = byId('kept-sound', HTMLDivElement);
  readonly #captions = byId('captions', HTMLDivElement);
  #player: KeptSoundPlayer | null = null;
  /** What the panel was last filled for. */
  #key = '';
  #fillings = 0;

  /** @param drawn finished captions as they are drawn. */
  constructor(
    private readonly intents: SoundKeptIntents,
    private readonly drawn: () => readonly DrawnCaption[],
  ) {
    this.#captions.addEventListener('click', (event) => {
      const place = this.#placeOf(event.target);
      if (place !== null) void this.#player?.play(place.track, place.startMs);
    });
    this.#captions.addEventListener('pointerover', ({ target }) => {
      if (this.#placeOf(target) !== null) (target as HTMLElement).title = texts().keptSound.playFromHere;
    });
    onLanguageChange(() => {
      this.#key = '';
    });
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
    this.#captions.dataset['sound'] = tracks.length === 0 ? 'none' : 'kept';
    if (tracks.length === 0) return;
    // Once it is deleted, the change of what is kept empties the panel.
    const options = { title: texts().captions.captions, removable: true, onRemoved: () => undefined };
    this.#player = new KeptSoundPlayer(this.intents, options);
    this.#player.show(tracks);
    this.#panel.append(this.#player.element);
  }

  /** What a caption's time stands for, where its sound is kept. */
  #placeOf(target: EventTarget | null): { readonly track: SoundTrackShown; readonly startMs: number } | null {
    const time = target instanceof Element ? target.closest('.caption-time') : null;
    const row = time?.closest('.caption');
    const began = row?.closest('.source')?.querySelector<HTMLTimeElement>('.source-time')?.dateTime;
    if (!row || began === undefined) return null;
    const segment = this.drawn().find((item) => item.row === row)?.segment;
    if (segment === undefined) return null;
    const { source, startMs } = segment;
    const track = { startedAtMs: Date.parse(began), ...(source && { source }) };
    return this.#player?.has(track) === true ? { track, startMs } : null;
  }
}
