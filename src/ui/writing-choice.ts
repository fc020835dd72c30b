import { onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import { megabytesText } from './format';
import { languageName } from './language-names';
import type { Intents, ModelsShown, PageState, WriterShown } from './page-state';
import { AUTOMATIC, ENGLISH, spokenOptions } from './spoken-options';

/** Which model writes the final text; for one that knows several languages also which is spoken. */
export class WritingChoice {
  readonly #model = byId('writer', HTMLSelectElement);
  readonly #modelRow = byId('writer-row', HTMLDivElement);
  readonly #spokenRow = byId('spoken-row', HTMLDivElement);
  readonly #language = byId('spoken', HTMLSelectElement);
  readonly #translate = byId('translate', HTMLInputElement);
  readonly #note = byId('writing-note', HTMLParagraphElement);
  /** What the options of each list were made from. */
  #offered = '';
  #languages = '';

  constructor(intents: Pick<Intents, 'chooseWriting'>) {
    this.#model.addEventListener('change', () => {
      intents.chooseWriting({ model: this.#model.value });
    });
    const choose = (): void => {
      const translate = this.#translate.checked;
      intents.chooseWriting({ spoken: { language: this.#language.value, translate } });
    };
    this.#language.addEventListener('change', choose);
    this.#translate.addEventListener('change', choose);
    onLanguageChange(() => {
      this.#offered = this.#languages = '';
    });
  }

  render(state: PageState, models: ModelsShown | null): void {
    const isOff = state.secondLook.kind === 'off';
    const writers = models?.writers ?? [];
    const writer = writerOf(state, models);
    const free = state.activity.kind === 'idle' || state.activity.kind === 'failed';
    this.#modelRow.hidden = isOff || writers.length < 2;
    this.#offerModels(writers);
    this.#model.value = writer?.id ?? '';
    const knowsMore = (writer?.languages.length ?? 0) > 1;
    this.#spokenRow.hidden = isOff || !knowsMore;
    if (writer !== undefined && knowsMore) this.#offerLanguages(writer);
    const { spoken } = state.writing;
    this.#language.value = spoken?.language ?? ENGLISH;
    this.#translate.checked = spoken?.translate ?? false;
    for (const control of [this.#model, this.#language]) control.disabled = !free;
    this.#translate.disabled = !free || spoken === null;
    this.#note.hidden = spoken === null || isOff;
    setText(this.#note, texts().writing.alone(writer?.name ?? ''));
  }

  #offerModels(writers: readonly WriterShown[]): void {
    const key = writers.map(({ id }) => id).join(' ');
    if (key === this.#offered) return;
    this.#offered = key;
    this.#model.replaceChildren(
      ...writers.map(
        ({ id, name, bytes }) => new Option(texts().writing.nameAndMegabytes(name, megabytesText(bytes)), id),
      ),
    );
  }

  #offerLanguages({ id, languages }: WriterShown): void {
    if (id === this.#languages) return;
    this.#languages = id;
    this.#language.replaceChildren(...spokenOptions(languages));
  }
}

/** The model that writes final texts. */
export function writerOf({ writing }: PageState, models: ModelsShown | null): WriterShown | undefined {
  const id = writing.model ?? models?.secondLook.id;
  return models?.writers.find((writer) => writer.id === id);
}

/** What the model does that writes all text by itself; '' where the student is heard. */
export function writingText(state: PageState, models: ModelsShown | null): string {
  const { spoken } = state.writing;
  if (spoken === null || state.secondLook.kind === 'off') return '';
  const words = texts().writing;
  const name = writerOf(state, models)?.name ?? state.writing.model ?? '';
  if (state.secondLook.kind === 'loading') return words.onItsWay(name);
  if (state.secondLook.kind === 'failed') return words.notThere;
  const language = spoken.language === AUTOMATIC ? words.anyLanguage : languageName(spoken.language);
  return spoken.translate ? words.translates(name, language) : words.writes(name, language);
}
