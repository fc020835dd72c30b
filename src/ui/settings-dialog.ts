import type { PrecisionChoice, ProviderChoice } from '../contract/recognizer-api';
import { texts } from '../i18n/language';
import { checkRadio, onRadio } from './appearance';
import { byId, setDisabled, setText } from './dom';
import { megabytesText } from './format';
import { KeepSoundChoice } from './keep-sound-choice';
import type { Intents, ModelsShown, PageState } from './page-state';
import { providerText } from './status-text';
import { PaceChoice } from './pace-choice';
import { StudentSettings } from './student-settings';
import { TechnicalReason } from './technical-reason';
import { writerOf, WritingChoice } from './writing-choice';

const PROVIDERS: readonly ProviderChoice[] = ['auto', 'webgpu', 'wasm'];
const PRECISIONS: readonly PrecisionChoice[] = ['auto', 'int4', 'int8', 'fp16'];
const PROVIDER_NAMES = { webgpu: 'WebGPU', wasm: 'WASM' } as const;

/** Where the models run, which student is in use, and whether the second look is. */
export class SettingsDialog {
  readonly #provider = byId('provider-choice', HTMLFieldSetElement);
  readonly #providerNote = byId('provider-note', HTMLParagraphElement);
  /** Why a provider is not used. */
  readonly #refused = new TechnicalReason();
  readonly #precision = byId('precision-choice', HTMLFieldSetElement);
  readonly #secondLook = byId('second-look', HTMLInputElement);
  readonly #secondLookNote = byId('second-look-note', HTMLParagraphElement);

  readonly #student: StudentSettings;
  readonly #pace: PaceChoice;
  readonly #keepSound: KeepSoundChoice;
  readonly #writing: WritingChoice;

  constructor(
    intents: Pick<
      Intents,
      | 'chooseProvider'
      | 'choosePrecision'
      | 'choosePace'
      | 'setSecondLook'
      | 'chooseWriting'
      | 'askForWriters'
      | 'addStudent'
      | 'removeStudent'
      | 'keepSound'
    >,
  ) {
    this.#providerNote.after(this.#refused.element);
    this.#student = new StudentSettings(intents);
    this.#pace = new PaceChoice(intents);
    this.#keepSound = new KeepSoundChoice(intents);
    this.#writing = new WritingChoice(intents);
    const dialog = byId('settings', HTMLDialogElement);
    byId('settings-open', HTMLButtonElement).addEventListener('click', () => {
      intents.askForWriters();
      dialog.showModal();
    });
    dialog.addEventListener('click', (event) => {
      // Only the backdrop counts as the dialog itself: the form fills the rest.
      if (event.target === dialog) dialog.close();
    });
    onRadio('provider', (value) => {
      const provider = PROVIDERS.find((item) => item === value);
      if (provider !== undefined) intents.chooseProvider(provider);
    });
    onRadio('precision', (value) => {
      const precision = PRECISIONS.find((item) => item === value);
      if (precision !== undefined) intents.choosePrecision(precision);
    });
    this.#secondLook.addEventListener('change', () => {
      intents.setSecondLook(this.#secondLook.checked);
    });
  }

  render(state: PageState, models: ModelsShown | null): void {
    const words = texts().settings;
    const free = state.activity.kind === 'idle' || state.activity.kind === 'failed';
    this.#student.render(state, models);
    this.#pace.render(state);
    this.#keepSound.render(state);
    checkRadio('provider', state.providerChoice);
    const off = !free || state.engine.kind === 'loading';
    setDisabled(this.#provider, off);
    setText(this.#providerNote, free ? providerNote(state) : words.changeWhenStopped);
    this.#refused.show(free ? refusedReasons(state) : '');
    this.#renderPrecision(state, (state.ownStudent.model ?? models?.student)?.precisions ?? [], off);
    this.#secondLook.checked = state.secondLook.kind !== 'off';
    this.#writing.render(state, models);
    const writer = writerOf(state, models) ?? models?.secondLook;
    const name =
      writer === undefined
        ? words.largerModel
        : words.nameAndMegabytes(writer.name, megabytesText(writer.bytes));
    setText(this.#secondLookNote, words.secondLookNote(name));
  }

  /** Only what the model comes in is offered, and nothing where there is no choice. */
  #renderPrecision(state: PageState, offered: readonly PrecisionChoice[], off: boolean): void {
    this.#precision.hidden = offered.length < 2;
    for (const radio of this.#precision.querySelectorAll('input')) {
      const shown = radio.value === 'auto' || offered.some((precision) => precision === radio.value);
      radio.closest('label')?.toggleAttribute('hidden', !shown);
    }
    checkRadio('precision', state.precisionChoice);
    setDisabled(this.#precision, off);
  }
}

/** The rarer reasons why what comes before it does not run, as the program has them; '' where there are none. */
export function refusedReasons({ engine }: PageState): string {
  if (engine.kind !== 'ready') return '';
  return engine.report.refused
    .filter(({ code }) => code === undefined)
    .map(({ provider, reason }) => `${PROVIDER_NAMES[provider]}: ${reason.replace(/\.$/, '')}.`)
    .join(' ');
}

/** What runs, and why not what comes before it. */
export function providerNote({ engine, providerChoice }: PageState): string {
  const words = texts().settings;
  if (engine.kind !== 'ready') return words.runOnUnloaded;
  const { report } = engine;
  const refused = report.refused.map(({ provider, code }) => {
    const name = PROVIDER_NAMES[provider];
    return code === undefined
      ? words.providerUnusable(name)
      : words.providerRefused(name, words.refusals[code]);
  });
  const place = providerText(report);
  const inUse = providerChoice === 'auto' ? words.providerChosen(place) : words.providerInUse(place);
  return inUse + refused.join('');
}
