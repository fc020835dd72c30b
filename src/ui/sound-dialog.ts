import { onLanguageChange, texts } from '../i18n/language';
import { checkRadio, onRadio } from './appearance';
import { byId, setText } from './dom';
import { MicrophoneCheckView } from './microphone-check-view';
import type { PageState } from './page-state';
import { SOURCE_CHOICES, type SoundIntents, type SoundShown } from './sound-state';

/** Where captions come from: the source, the microphone, its check. */
export class SoundDialog {
  readonly #dialog = byId('sound', HTMLDialogElement);
  readonly #open = byId('sound-open', HTMLButtonElement);
  readonly #source = byId('source-choice', HTMLFieldSetElement);
  readonly #sourceNote = byId('source-note', HTMLParagraphElement);
  readonly #device = byId('device', HTMLSelectElement);
  readonly #check: MicrophoneCheckView;
  /** What the list of devices was drawn from. */
  #drawn = '';
  #devices: SoundShown['devices'] = [];

  /** @param canShareTabs whether the browser has any sound to share but the microphone's. */
  constructor(
    intents: SoundIntents,
    private readonly canShareTabs: boolean,
  ) {
    this.#check = new MicrophoneCheckView(intents);
    for (const id of ['sound-open', 'settings-sound']) {
      byId(id, HTMLButtonElement).addEventListener('click', () => {
        byId('settings', HTMLDialogElement).close();
        this.open();
      });
    }
    this.#dialog.addEventListener('click', (event) => {
      // Only the backdrop counts as the dialog itself: the form fills the rest.
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener('close', () => {
      intents.stopCheck();
    });
    onRadio('source', (value) => {
      const choice = SOURCE_CHOICES.find((item) => item === value);
      if (choice !== undefined) intents.chooseSource(choice);
    });
    this.#device.addEventListener('change', () => {
      const { value, selectedOptions } = this.#device;
      const known = this.#devices.find(({ id }) => id === value);
      intents.chooseDevice(
        known ?? { id: value, label: value === '' ? '' : (selectedOptions[0]?.text ?? '') },
      );
    });
    onLanguageChange(() => {
      this.#drawn = '';
    });
  }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  showLevel(rmsDb: number): void {
    if (this.#dialog.open) this.#check.showLevel(rmsDb);
  }

  render(state: PageState): void {
    const words = texts().sound;
    const { sound, activity } = state;
    const free = activity.kind === 'idle' || activity.kind === 'failed';
    setText(byId('sound-open-text', HTMLSpanElement), words[sound.choice]);
    const label = words.open(words[sound.choice]);
    this.#open.ariaLabel = label;
    this.#open.title = label;
    checkRadio('source', sound.choice);
    this.#source.disabled = !free || !this.canShareTabs;
    setText(this.#sourceNote, this.#noteOf(sound, free));
    this.#renderDevices(sound);
    this.#check.render(state);
  }

  #noteOf({ choice }: SoundShown, free: boolean): string {
    const words = texts().sound;
    if (!this.canShareTabs) return words.tabUnsupported;
    return free ? words.choiceNotes[choice] : words.changeWhenStopped;
  }

  /** Drawn only where it changed: a list that is open in the person's hands must not be taken away. */
  #renderDevices({ device, devices }: SoundShown): void {
    const wanted = JSON.stringify([device, devices]);
    if (this.#drawn === wanted) return;
    this.#drawn = wanted;
    this.#devices = devices;
    const words = texts().sound;
    const options = devices.map(({ id, label }, index) => new Option(label || words.unnamed(index + 1), id));
    const isAway = device.id !== '' && !devices.some(({ id }) => id === device.id);
    if (isAway) options.push(new Option(words.away(device.label), device.id));
    this.#device.replaceChildren(new Option(words.systemDefault, ''), ...options);
    this.#device.value = device.id;
  }
}
