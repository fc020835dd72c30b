import { texts } from '../i18n/language';
import { create, createButton, setText } from './dom';

export interface WordsFormEvents {
  readonly close: () => void;
  readonly addList: () => void;
  readonly removeList: () => void;
  readonly download: () => void;
}

/** The elements of the words dialog, and their texts. */
export class WordsForm {
  readonly dialog = create('dialog', 'settings words-dialog');
  readonly list = create('select', 'words-list');
  readonly newName = create('input', 'words-name');
  readonly area = create('textarea', 'words-area');
  readonly file = create('input', 'visually-hidden');
  readonly count = create('p', 'fine');
  readonly status = create('p', 'fine');
  readonly #title = create('h2', '');
  readonly #listLabel = create('span', '');
  readonly #areaLabel = create('span', '');
  readonly #hint = create('p', 'fine');
  readonly #importLabel = create('span', '');
  readonly #close: HTMLButtonElement;
  readonly #add: HTMLButtonElement;
  readonly #remove: HTMLButtonElement;
  readonly #export: HTMLButtonElement;

  constructor(events: WordsFormEvents) {
    this.#close = createButton('', events.close);
    this.#add = createButton('', events.addList);
    this.#remove = createButton('', events.removeList);
    this.#export = createButton('', events.download);
    this.#title.id = 'words-title';
    this.dialog.setAttribute('aria-labelledby', 'words-title');
    const head = create('div', 'settings-head');
    head.append(this.#title, this.#close);
    const listLabel = create('label', 'words-field');
    listLabel.append(this.#listLabel, this.list);
    const ways = create('div', 'student-ways');
    ways.append(this.newName, this.#add, this.#remove);
    const areaLabel = create('label', 'words-field');
    this.newName.addEventListener('keydown', ({ key, isComposing }) => {
      if (key === 'Enter' && !isComposing) events.addList();
    });
    // Some browsers send what they check elsewhere.
    this.area.spellcheck = false;
    this.area.rows = 10;
    areaLabel.append(this.#areaLabel, this.area);
    this.file.type = 'file';
    this.file.accept = '.txt,text/plain';
    const importLabel = create('label', 'file-button');
    importLabel.append(this.file, this.#importLabel);
    const files = create('div', 'student-ways');
    files.append(importLabel, this.#export);
    this.status.setAttribute('role', 'status');
    const body = create('div', 'words-body');
    body.append(head, listLabel, ways, areaLabel, this.#hint, this.count, files, this.status);
    this.dialog.append(body);
    document.body.append(this.dialog);
  }

  /** Writes the texts, in the language of now. */
  label(): void {
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
    this.newName.placeholder = words.newListName;
    this.newName.setAttribute('aria-label', words.newListName);
  }
}
