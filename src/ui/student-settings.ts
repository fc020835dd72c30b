import { texts } from '../i18n/language';
import { byId, setText } from './dom';
import { errorMessage } from './error-messages';
import { megabytesText } from './format';
import type { Intents, ModelsShown, PageState } from './page-state';
import { TechnicalReason } from './technical-reason';

/** Which student is in use, and a folder as the way to another one; an address is given in the list of models. */
export class StudentSettings {
  readonly #choice = byId('student-choice', HTMLFieldSetElement);
  readonly #note = byId('student-note', HTMLParagraphElement);
  readonly #failure = byId('student-failure', HTMLParagraphElement);
  readonly #reason = new TechnicalReason();
  readonly #remove = byId('student-remove', HTMLButtonElement);

  constructor(intents: Pick<Intents, 'addStudent' | 'removeStudent'>) {
    this.#failure.after(this.#reason.element);
    const folder = byId('student-folder', HTMLInputElement);
    folder.addEventListener('change', () => {
      const files = [...(folder.files ?? [])].map((file) => ({
        path: file.webkitRelativePath || file.name,
        content: file,
      }));
      // The same folder can then be chosen again.
      folder.value = '';
      if (files.length > 0) intents.addStudent({ kind: 'folder', files });
    });
    this.#remove.addEventListener('click', () => {
      // A button that goes away must not take the keyboard's place in the page with it.
      folder.focus();
      intents.removeStudent();
    });
  }

  render({ activity, ownStudent }: PageState, models: ModelsShown | null): void {
    const free = activity.kind === 'idle' || activity.kind === 'failed';
    // Not while models load: a control that is switched off loses the keyboard's place in the page.
    this.#choice.disabled = !free;
    this.#remove.hidden = ownStudent.model === null;
    setText(this.#note, studentNote(ownStudent, models));
    this.#failure.hidden = ownStudent.failure === null;
    const { failure } = ownStudent;
    setText(this.#failure, failure === null ? '' : errorMessage(failure.code).title);
    this.#reason.show(failure?.message ?? '');
  }
}

/** What writes the first text. */
export function studentNote(
  { model, checking }: PageState['ownStudent'],
  models: ModelsShown | null,
): string {
  const words = texts().settings;
  if (checking) return words.checkingModel;
  if (model !== null) return words.ownModelInUse(model.name, megabytesText(model.bytes));
  return words.siteModelInUse(models?.student.name ?? words.theModel);
}
