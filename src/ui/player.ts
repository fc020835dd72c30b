import { byId, setText } from './dom';
import type { PageState } from './page-state';
import type { SoundIntents } from './sound-state';

/** A file that plays on the page and is captioned as it plays. */
export class Player {
  readonly #section = byId('player', HTMLElement);
  readonly #name = byId('player-name', HTMLHeadingElement);
  readonly #media = byId('player-media', HTMLVideoElement);
  readonly #input = byId('play-input', HTMLInputElement);
  #url = '';
  /** Plays as soon as captions can follow: the first words must not be lost. */
  #playWhenListening = false;
  #free = true;

  constructor(private readonly intents: Pick<SoundIntents, 'captionMedia'>) {
    this.#input.addEventListener('change', () => {
      const file = this.#input.files?.[0];
      // The same file can then be chosen again.
      this.#input.value = '';
      byId('sound', HTMLDialogElement).close();
      if (file !== undefined) this.#load(file);
    });
    byId('player-close', HTMLButtonElement).addEventListener('click', () => {
      this.#close();
    });
    this.#media.addEventListener('loadedmetadata', () => {
      this.#media.dataset['picture'] = this.#media.videoWidth > 0 ? 'some' : 'none';
    });
    this.#media.addEventListener('play', () => {
      // Played again after its end, or after captions were stopped.
      if (this.#free) this.#caption();
    });
  }

  render({ activity }: PageState): void {
    this.#free = activity.kind === 'idle' || activity.kind === 'failed';
    this.#input.disabled = !this.#free;
    if (this.#playWhenListening && activity.kind === 'listening') {
      this.#playWhenListening = false;
      // A browser that refuses leaves its own play button to the person.
      this.#media.play().catch(() => undefined);
    } else if (activity.kind === 'failed') {
      this.#playWhenListening = false;
    }
  }

  #load(file: File): void {
    this.#close();
    this.#url = URL.createObjectURL(file);
    setText(this.#name, file.name);
    this.#media.src = this.#url;
    this.#section.hidden = false;
    this.#playWhenListening = true;
    this.#caption();
  }

  #caption(): void {
    this.intents.captionMedia(this.#media, this.#name.textContent);
  }

  #close(): void {
    this.#section.hidden = true;
    this.#playWhenListening = false;
    if (this.#url === '') return;
    this.#media.removeAttribute('src');
    this.#media.load();
    URL.revokeObjectURL(this.#url);
    this.#url = '';
  }
}
