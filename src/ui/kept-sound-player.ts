import { texts } from '../i18n/language';
import { create, createButton, setText } from './dom';
import { isSame, soundFileName, trackText } from './kept-sound-track';
import { saveBlob } from './save-file';
import type { SoundKeptIntents, SoundTrackShown } from './session-intents';
import { sure } from './session-row';

export interface KeptSoundOptions {
  /** Of a session of the list; that on the page where absent. */
  readonly id?: string;
  /** Begins the name of a saved file. */
  readonly title: string;
  readonly removable: boolean;
  /** The sound is deleted. */
  readonly onRemoved: () => void;
}

/** Plays, saves and deletes the kept sound of one session. Its files are made when they are first wanted. */
export class KeptSoundPlayer {
  readonly element = create('div', 'kept-sound');
  readonly #audio = create('audio', '');
  readonly #choice = create('select', '');
  readonly #play: HTMLButtonElement;
  readonly #tools = create('div', 'kept-sound-tools');
  readonly #done = create('p', 'fine');
  #tracks: readonly SoundTrackShown[] = [];
  /** Made of one track; its address plays in the browser. */
  #loaded: { readonly track: SoundTrackShown; readonly blob: Blob; readonly name: string } | null = null;
  #url = '';

  constructor(
    private readonly intents: SoundKeptIntents,
    private readonly options: KeptSoundOptions,
  ) {
    const words = texts().keptSound;
    this.#audio.controls = true;
    this.#audio.hidden = true;
    this.#audio.setAttribute('aria-label', words.sound);
    this.#choice.setAttribute('aria-label', words.whichTrack);
    this.#choice.addEventListener('change', () => void this.play(this.#chosen()));
    this.#play = createButton(words.play, () => void this.play(this.#chosen()));
    const remove = createButton(words.delete, () => {
      const asking = sure(words.deleteSure, this.#tools, remove, () => void this.#remove());
      this.#tools.replaceWith(asking);
      asking.querySelector('button')?.focus();
    });
    remove.disabled = !options.removable;
    const save = createButton(words.save, () => void this.#save());
    this.#done.setAttribute('role', 'status');
    this.#tools.append(this.#choice, this.#play, save, remove);
    this.element.append(this.#audio, this.#tools, this.#done);
  }

  /** @param tracks of the session, at least one. */
  show(tracks: readonly SoundTrackShown[]): void {
    this.#tracks = tracks;
    this.#choice.replaceChildren(
      ...tracks.map((track, index) => new Option(trackText(track), String(index))),
    );
    this.#choice.hidden = tracks.length < 2;
  }

  get media(): HTMLMediaElement {
    return this.#audio;
  }

  get sound(): Blob | undefined {
    return this.#loaded?.blob;
  }

  has(wanted: SoundTrackShown): boolean {
    return this.#tracks.some((track) => isSame(track, wanted));
  }

  isLoaded(track: SoundTrackShown): boolean {
    return this.#loaded !== null && isSame(this.#loaded.track, track);
  }

  async play(track: SoundTrackShown | undefined): Promise<void> {
    if (track === undefined || !(await this.open(track))) return;
    this.#audio.currentTime = 0;
    // A browser that refuses leaves its own play button to the person.
    await this.#audio.play().catch(() => undefined);
    if (document.activeElement === document.body) this.#audio.focus();
  }

  /** Makes a track ready to be played; false where it cannot be read, which is said. */
  async open(track: SoundTrackShown): Promise<boolean> {
    return this.#attempt(async () => {
      await this.#load(track);
      this.#choice.value = String(this.#tracks.findIndex((item) => isSame(item, track)));
      this.#audio.hidden = false;
      this.#play.hidden = true;
    });
  }

  /** Safe to call twice. */
  dispose(): void {
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    URL.revokeObjectURL(this.#url);
    this.#loaded = null;
    this.element.remove();
  }

  #chosen(): SoundTrackShown | undefined {
    return this.#tracks[Number(this.#choice.value)] ?? this.#tracks[0];
  }

  async #load(track: SoundTrackShown): Promise<Blob> {
    if (this.#loaded !== null && isSame(this.#loaded.track, track)) return this.#loaded.blob;
    setText(this.#done, texts().keptSound.preparing);
    const { blob, extension } = await this.intents.soundFile(track, this.options.id);
    const name = `${soundFileName(this.options.title, track)}.${extension}`;
    URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(blob);
    this.#audio.src = this.#url;
    this.#loaded = { track, blob, name };
    setText(this.#done, '');
    return blob;
  }

  async #save(): Promise<void> {
    const track = this.#chosen();
    if (track === undefined) return;
    await this.#attempt(async () => {
      const blob = await this.#load(track);
      const name = this.#loaded?.name ?? '';
      saveBlob(name, blob);
      setText(this.#done, texts().keptSound.saved(name));
    });
  }

  async #remove(): Promise<void> {
    await this.#attempt(async () => {
      await this.intents.removeSound(this.options.id);
      this.dispose();
      this.options.onRemoved();
    });
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch {
      setText(this.#done, texts().keptSound.failed);
      return false;
    }
  }
}
