import type { Segment } from '../../../contract/transcript';
import { texts } from '../../../i18n/language';
import { byId, create, createButton, setText } from '../../dom';
import { AgainSettings } from './again-settings';

export interface FormActions {
  readonly longer: (by: 1 | -1) => void;
  readonly hear: () => void;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly use: () => void;
  readonly close: () => void;
}

/** 'choosing': settings; 'running': on its way; 'heard': old and new text, to choose from. */
export type AgainStage = 'choosing' | 'running' | 'heard';

/** What the dialog is made of; it holds no state but what is in its fields. */
export class AgainForm {
  readonly dialog = byId('again', HTMLDialogElement);
  readonly settings = new AgainSettings();
  readonly #title = create('h2', '');
  readonly #where = create('p', 'fine');
  readonly #above: HTMLButtonElement;
  readonly #below: HTMLButtonElement;
  readonly #hear: HTMLButtonElement;
  readonly #old = new TextColumn();
  readonly #new = new TextColumn();
  readonly #bar = create('progress', '');
  readonly #status = create('p', 'fine');
  readonly #failure = create('p', 'again-failure');
  readonly #start: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #use: HTMLButtonElement;
  readonly #keep: HTMLButtonElement;
  readonly #close: HTMLButtonElement;

  constructor(actions: FormActions) {
    this.#title.id = 'again-title';
    this.#above = createButton('', () => {
      actions.longer(-1);
    });
    this.#below = createButton('', () => {
      actions.longer(1);
    });
    this.#hear = createButton('', actions.hear);
    this.#start = createButton('', actions.start);
    this.#cancel = createButton('', actions.cancel);
    this.#use = createButton('', actions.use);
    this.#keep = createButton('', actions.close);
    this.#close = createButton('', actions.close);
    this.#start.classList.add('again-primary');
    this.#use.classList.add('again-primary');
    this.#status.setAttribute('role', 'status');
    this.#failure.setAttribute('role', 'alert');
    const head = create('div', 'settings-head');
    head.append(this.#title, this.#close);
    const range = create('div', 'again-range');
    range.append(this.#where, this.#hear, this.#above, this.#below);
    const columns = create('div', 'again-texts');
    columns.append(this.#old.element, this.#new.element);
    const buttons = create('div', 'again-buttons');
    buttons.append(this.#use, this.#keep, this.#start, this.#cancel);
    const body = create('div', 'again-body');
    const parts = [
      head,
      range,
      columns,
      this.settings.element,
      this.#failure,
      this.#bar,
      this.#status,
      buttons,
    ];
    body.append(...parts);
    this.dialog.append(body);
    this.#bar.max = 100;
  }

  /** @param longer whether there are lines above and below. */
  showRange(where: string, lines: readonly Segment[], longer: { above: boolean; below: boolean }): void {
    setText(this.#where, where);
    this.#above.disabled = !longer.above;
    this.#below.disabled = !longer.below;
    this.#old.show(texts().again.asItIs, lines);
  }

  showNew(title: string, lines: readonly Segment[]): void {
    this.#new.show(title, lines);
  }

  showFailure(text: string): void {
    setText(this.#failure, text);
    this.#failure.hidden = text === '';
  }

  /** @param share whole percent; null where nothing is known of it. */
  showProgress(text: string, share: number | null): void {
    setText(this.#status, text);
    if (share === null) this.#bar.removeAttribute('value');
    else this.#bar.value = share;
  }

  showHearing(isOn: boolean): void {
    const { hear, stopHearing } = texts().again;
    setText(this.#hear, isOn ? stopHearing : hear);
  }

  setStage(stage: AgainStage): void {
    const words = texts().again;
    const isRunning = stage === 'running';
    const isHeard = stage === 'heard';
    setText(this.#title, words.title);
    setText(this.#above, words.lineAbove);
    setText(this.#below, words.lineBelow);
    setText(this.#cancel, words.cancel);
    setText(this.#use, words.useNew);
    setText(this.#start, isHeard ? words.startAgain : words.start);
    setText(this.#keep, words.keepOld);
    setText(this.#close, words.close);
    this.#bar.setAttribute('aria-label', words.writing);
    this.#bar.hidden = this.#cancel.hidden = !isRunning;
    this.#above.hidden = this.#below.hidden = stage !== 'choosing';
    this.#new.element.hidden = this.#use.hidden = this.#keep.hidden = !isHeard;
    this.#start.hidden = isRunning;
    this.settings.element.disabled = isRunning;
    this.#start.classList.toggle('again-primary', !isHeard);
    const focused = { choosing: this.#start, running: this.#cancel, heard: this.#use }[stage];
    if (this.dialog.open) focused.focus();
  }
}

/** Lines of text under a heading. */
class TextColumn {
  readonly element = create('section', 'again-text');
  readonly #title = create('h3', 'fine');
  readonly #lines = create('div', '');

  constructor() {
    this.element.append(this.#title, this.#lines);
  }

  show(title: string, lines: readonly Segment[]): void {
    setText(this.#title, title);
    this.#lines.replaceChildren(
      ...lines.map(({ text, language }) => {
        const line = create('p', '', text);
        line.lang = language ?? 'en';
        return line;
      }),
    );
  }
}
