import { texts } from '../../../i18n/language';
import { create, setText } from '../../dom';
import { megabytesText } from '../../format';
import type { ModelsShown, PageState } from '../../page-state';
import { ENGLISH, spokenOptions } from '../../spoken-options';
import { modelName } from '../../status-text';
import { writerOf } from '../../writing-choice';
import type { HearingSettings } from './again-intents';

/** The live model writes by itself. */
const ALONE = '';

/** What lines are to be heard with: who writes, what is spoken, and whether to listen for the person's words. */
export class AgainSettings {
  readonly element = create('fieldset', 'again-settings');
  readonly #writer = create('select', 'device');
  readonly #writerText = create('span', '');
  readonly #spokenRow = create('div', 'again-row');
  readonly #spoken = create('select', 'device');
  readonly #spokenText = create('span', '');
  readonly #translate = create('input', '');
  readonly #translateText = create('span', '');
  readonly #wordsRow = create('label', 'switch');
  readonly #words = create('input', '');
  readonly #wordsText = create('span', '');
  #state: PageState | null = null;
  #models: ModelsShown | null = null;

  constructor() {
    this.#translate.type = this.#words.type = 'checkbox';
    const translate = create('label', 'switch');
    translate.append(this.#translate, this.#translateText);
    this.#spokenRow.append(labelled(this.#spokenText, this.#spoken), translate);
    this.#wordsRow.append(this.#words, this.#wordsText);
    this.element.append(labelled(this.#writerText, this.#writer), this.#spokenRow, this.#wordsRow);
    this.#writer.addEventListener('change', () => {
      this.#offerLanguages();
    });
    this.#spoken.addEventListener('change', () => {
      this.#translate.disabled = this.#spoken.value === ENGLISH;
    });
  }

  /** Fills the choices anew, each with what captions and files have. */
  offer(state: PageState, models: ModelsShown | null, hasOwnWords: boolean): void {
    this.#state = state;
    this.#models = models;
    const { writing, again } = texts();
    setText(this.#writerText, again.writer);
    setText(this.#spokenText, writing.language);
    setText(this.#translateText, writing.translate);
    setText(this.#wordsText, again.ownWords);
    const student = state.engine.kind === 'ready' ? state.engine.model : (models?.student.id ?? '');
    this.#writer.replaceChildren(
      ...(models?.writers ?? []).map(
        ({ id, name, bytes }) => new Option(writing.nameAndMegabytes(name, megabytesText(bytes)), id),
      ),
      new Option(again.liveModelAlone(modelName(student, models)), ALONE),
    );
    this.#writer.value = state.secondLook.kind === 'off' ? ALONE : (writerOf(state, models)?.id ?? ALONE);
    this.#wordsRow.hidden = !hasOwnWords;
    this.#words.checked = true;
    this.#offerLanguages();
  }

  get value(): HearingSettings {
    const ownWords = this.#words.checked;
    const id = this.#writer.value;
    if (id === ALONE) return { writing: null, ownWords };
    const isChosen = this.#state !== null && writerOf(this.#state, this.#models)?.id === id;
    const isSite = id === this.#models?.secondLook.id;
    // What is loaded already is not loaded anew under another name.
    const model = isChosen ? (this.#state?.writing.model ?? null) : isSite ? null : id;
    const isEnglish = this.#spokenRow.hidden || this.#spoken.value === ENGLISH;
    const spoken = { language: this.#spoken.value, translate: this.#translate.checked };
    return { writing: { model, spoken: isEnglish ? null : spoken }, ownWords };
  }

  #offerLanguages(): void {
    const writer = this.#models?.writers.find(({ id }) => id === this.#writer.value);
    this.#spokenRow.hidden = (writer?.languages.length ?? 0) < 2;
    if (writer === undefined || this.#spokenRow.hidden) return;
    const spoken = this.#state?.writing.spoken ?? null;
    this.#spoken.replaceChildren(...spokenOptions(writer.languages));
    this.#spoken.value = spoken?.language ?? ENGLISH;
    this.#translate.checked = spoken?.translate ?? false;
    this.#translate.disabled = spoken === null;
  }
}

function labelled(text: HTMLElement, control: HTMLElement): HTMLLabelElement {
  const label = create('label', 'again-field');
  label.append(text, control);
  return label;
}
