import { MOST_PERSONAL_WORDS } from '../contract/personal-words';
import { texts } from '../i18n/language';
import { byId, create, createButton, setText } from './dom';

/** A list is taken into use so long after the last key. */
const SETTLE_MS = 800;

/** What the dialog shows, and what it can ask for. */
export interface WordsDesk {
  readonly lists: { readonly active: string; readonly texts: Readonly<Record<string, string>> };
  readonly words: readonly unknown[];
  write(text: string): void;
  choose(name: string): void;
  remove(): void;
}

/** Lists of words and names that captions listen for: typed, pasted, or from a file. */
export class WordsDialog {
  readonly #dialog = create('dialog', 'settings words-dialog');
  readonly #title = create('h2', '');
  readonly #close = createButton('', () => {
    this.#dialog.close();
  });
  readonly #listLabel = create('span', '');
  readonly #list = create('select', 'words-list');
  readonly #newName = create('input', 'words-name');
  readonly #add = createButton('', () => {
    this.#addList();
  });
  readonly #remove = createButton('', () => {
    this.#removeList();
  });
  readonly #areaLabel = create('span', '');
  readonly #area = create('textarea', 'words-area');
  readonly #hint = create('p', 'fine');
  readonly #count = create('p', 'fine');
  readonly #status = create('p', 'fine');
  readonly #importLabel = create('span', '');
  readonly #file = create('input', 'visually-hidden');
  readonly #export = createButton('', () => {
    this.#download();
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly desk: WordsDesk) {
    this.#build();
    byId('words-open', HTMLButtonElement).addEventListener('click', () => {
      this.#draw();
      this.#dialog.showModal();
      this.#area.focus();
    });
    this.#dialog.addEventListener('close', () => {
      this.#save();
    });
    window.addEventListener('pagehide', () => {
      this.#save();
    });
    this.#area.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#save();
      }, SETTLE_MS);
    });
    this.#list.addEventListener('change', () => {
      this.#save();
      this.desk.choose(this.#list.value);
      this.#draw();
    });
    this.#file.addEventListener('change', () => void this.#import());
  }

  /** What became of the newest list. */
  tell(status: string): void {
    setText(this.#status, status);
  }

  #build(): void {
    this.#title.id = 'words-title';
    this.#dialog.setAttribute('aria-labelledby', 'words-title');
    const head = create('div', 'settings-head');
    head.append(this.#title, this.#close);
    const listLabel = create('label', 'words-field');
    listLabel.append(this.#listLabel, this.#list);
    const ways = create('div', 'student-ways');
    ways.append(this.#newName, this.#add, this.#remove);
    const areaLabel = create('label', 'words-field');
    this.#area.spellcheck = false;
    this.#area.rows = 10;
    areaLabel.append(this.#areaLabel, this.#area);
    this.#file.type = 'file';
    this.#file.accept = '.txt,text/plain';
    const importLabel = create('label', 'file-button');
    importLabel.append(this.#file, this.#importLabel);
    const files = create('div', 'student-ways');
    files.append(importLabel, this.#export);
    this.#status.setAttribute('role', 'status');
    const body = create('div', 'words-body');
    body.append(head, listLabel, ways, areaLabel, this.#hint, this.#count, files, this.#status);
    this.#dialog.append(body);
    document.body.append(this.#dialog);
  }

  #draw(): void {
    const { words } = texts();
    setText(this.#title, words.title);
    setText(this.#close, words.close);
    setText(this.#listLabel, words.list);
    setText(this.#add, words.newList);
    setText(this.#remove, words.deleteList);
    setText(this.#areaLabel, words.words);
    setText(this.#hint, words.hint);
    setText(this.#importLabel, words.importText);
    setText(this.#export, words.exportText);
    this.#newName.placeholder = words.newListName;
    this.#newName.setAttribute('aria-label', words.newListName);
    const { active, texts: lists } = this.desk.lists;
    this.#list.replaceChildren(...Object.keys(lists).map((name) => new Option(name, name)));
    this.#list.value = active;
    this.#area.value = lists[active] ?? '';
    this.#drawCount();
  }

  #drawCount(): void {
    setText(this.#count, texts().words.count(this.desk.words.length, MOST_PERSONAL_WORDS));
  }

  #save(): void {
    clearTimeout(this.#timer);
    const { active, texts: lists } = this.desk.lists;
    if (
      !this.#dialog.isConnected ||
      this.#list.value !== active ||
      this.#area.value === (lists[active] ?? '')
    )
      return;
    this.desk.write(this.#area.value);
    this.#drawCount();
  }

  #addList(): void {
    const name = this.#newName.value.trim();
    if (name === '') {
      this.#newName.focus();
      return;
    }
    this.#save();
    this.desk.choose(name);
    this.#newName.value = '';
    this.#draw();
    this.#area.focus();
  }

  #removeList(): void {
    if (!window.confirm(texts().words.sureToDelete(this.desk.lists.active))) return;
    this.desk.remove();
    this.#draw();
  }

  async #import(): Promise<void> {
    const text = await this.#file.files?.[0]?.text();
    this.#file.value = '';
    if (text === undefined) return;
    this.#area.value = [this.#area.value.trimEnd(), text.trim()].filter((part) => part !== '').join('\n');
    this.#save();
  }

  #download(): void {
    const link = create('a', '');
    link.href = URL.createObjectURL(new Blob([this.#area.value], { type: 'text/plain' }));
    link.download = `${this.desk.lists.active}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
