import type { ErrorCode } from '../contract/errors';
import { MOST_PERSONAL_WORDS } from '../contract/personal-words';
import { texts } from '../i18n/language';
import { setText } from './dom';
import { errorMessage } from './error-messages';
import { saveFile } from './save-file';
import { WordsForm } from './words-form';

/** A list is taken into use so long after the last key. */
const SETTLE_MS = 800;

/** How far the newest list is on its way to those who listen for its words; `later`: once the models are there. */
export type WordsProgressShown =
  | { readonly kind: 'later' | 'preparing' | 'in-use' | 'none' }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** What the dialog shows, and what it can ask for. */
export interface WordsDesk {
  readonly lists: { readonly active: string; readonly texts: Readonly<Record<string, string>> };
  /** What there is in the list in use; lines that are left out are too long, or too many. */
  readonly read: { readonly words: readonly unknown[]; readonly leftOut: number };
  write(text: string): void;
  choose(name: string): void;
  remove(): void;
}

/** Lists of words and names that captions listen for: typed, pasted, or from a file. */
export class WordsDialog {
  readonly #form = new WordsForm({
    close: () => {
      this.#form.dialog.close();
    },
    addList: () => {
      this.#addList();
    },
    removeList: () => {
      this.#removeList();
    },
    download: () => {
      this.#download();
    },
  });
  /** The form has a list in it: while it is closed, the list may grow by other ways. */
  #inUse = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly desk: WordsDesk) {
    const { dialog, area, list, file } = this.#form;
    for (const button of document.querySelectorAll('[data-opens="words"]')) {
      button.addEventListener('click', () => {
        this.#draw();
        dialog.showModal();
        area.focus();
      });
    }
    dialog.addEventListener('close', () => {
      this.#save();
      this.#inUse = false;
    });
    window.addEventListener('pagehide', () => {
      this.#save();
    });
    area.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#save();
      }, SETTLE_MS);
    });
    list.addEventListener('change', () => {
      this.#save();
      this.desk.choose(list.value);
      this.#draw();
    });
    file.addEventListener('change', () => void this.#import());
  }

  /** What became of the newest list. */
  tell(progress: WordsProgressShown): void {
    setText(this.#form.status, progressText(progress));
  }

  #draw(): void {
    this.#form.label();
    const { active, texts: lists } = this.desk.lists;
    this.#form.list.replaceChildren(...Object.keys(lists).map((name) => new Option(name, name)));
    this.#form.list.value = active;
    this.#form.area.value = lists[active] ?? '';
    this.#inUse = true;
    this.#drawCount();
  }

  #drawCount(): void {
    const { words, leftOut } = this.desk.read;
    const { count, leftOutCount } = texts().words;
    const text = count(words.length, MOST_PERSONAL_WORDS);
    setText(this.#form.count, leftOut === 0 ? text : `${text} ${leftOutCount(leftOut)}`);
  }

  #save(): void {
    clearTimeout(this.#timer);
    const { active, texts: lists } = this.desk.lists;
    const text = this.#form.area.value;
    if (!this.#inUse || this.#form.list.value !== active || text === (lists[active] ?? '')) return;
    this.desk.write(text);
    this.#drawCount();
  }

  #addList(): void {
    const { newName, area } = this.#form;
    const name = newName.value.trim();
    if (name === '') {
      newName.focus();
      return;
    }
    this.#save();
    this.desk.choose(name);
    newName.value = '';
    this.#draw();
    area.focus();
  }

  #removeList(): void {
    if (!window.confirm(texts().words.sureToDelete(this.desk.lists.active))) return;
    this.desk.remove();
    this.#draw();
  }

  async #import(): Promise<void> {
    const { file, area } = this.#form;
    const text = await file.files?.[0]?.text();
    file.value = '';
    if (text === undefined) return;
    area.value = [area.value.trimEnd(), text.trim()].filter((part) => part !== '').join('\n');
    this.#save();
  }

  #download(): void {
    const name = `${this.desk.lists.active}.txt`;
    saveFile({ name, mediaType: 'text/plain', content: this.#form.area.value });
  }
}

function progressText(progress: WordsProgressShown): string {
  const { words } = texts();
  switch (progress.kind) {
    case 'later':
      return words.later;
    case 'preparing':
      return words.preparing;
    case 'in-use':
      return words.inUse;
    case 'none':
      return '';
    case 'failed':
      return words.failed(errorMessage(progress.code).title);
  }
}
