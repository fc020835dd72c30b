import { texts } from '../i18n/language';
import { byId, setText } from './dom';
import type { PageState } from './page-state';
import type { SoundIntents } from './sound-state';

/** Megabytes that an hour of one source takes: Opus, or plain samples where the browser cannot encode it. */
const HOUR_MEGABYTES = typeof AudioEncoder === 'undefined' ? 115 : 11;

/** Whether the sound of captions is kept with their text. */
export class KeepSoundChoice {
  readonly #switch = byId('keep-sound', HTMLInputElement);
  readonly #note = byId('keep-sound-note', HTMLParagraphElement);

  constructor(intents: Pick<SoundIntents, 'keepSound'>) {
    this.#switch.addEventListener('change', () => {
      intents.keepSound(this.#switch.checked);
    });
  }

  render({ sound, activity }: Pick<PageState, 'sound' | 'activity'>): void {
    const { note, fromNextStart } = texts().keptSound;
    const listening = activity.kind === 'listening';
    this.#switch.checked = sound.keep;
    setText(this.#note, note(HOUR_MEGABYTES) + (listening ? fromNextStart : ''));
  }
}
