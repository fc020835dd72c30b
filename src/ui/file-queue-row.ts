import { texts } from '../i18n/language';
import { create, createButton } from './dom';
import { errorMessage } from './error-messages';
import type { FileIntents, QueuedFileShown } from './file-intents';
import { clockText } from './format';

export interface RowDeps {
  readonly intents: Pick<FileIntents, 'pause' | 'resume' | 'cancel'>;
  readonly openFilePicker: () => void;
}

/** One file of the queue: its name, what it waits for, and what can be done with it. */
export class FileQueueRow {
  readonly element = create('li', 'queue-row');
  #file: QueuedFileShown;

  constructor(
    file: QueuedFileShown,
    private readonly deps: RowDeps,
  ) {
    this.#file = file;
    this.#draw();
  }

  render(file: QueuedFileShown): void {
    const changed = this.#file.state.kind !== file.state.kind;
    this.#file = file;
    if (changed) this.#draw();
  }

  #draw(): void {
    const { name, state } = this.#file;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.dataset['state'] = state.kind;
    const text = create('p', 'queue-state fine', stateText(this.#file));
    if (state.kind === 'failed') text.setAttribute('role', 'alert');
    this.element.replaceChildren(create('p', 'queue-name', name), text, this.#buttons());
    if (hadFocus) this.element.querySelector('button')?.focus();
  }

  #buttons(): HTMLElement {
    const { id, name, state } = this.#file;
    const { intents, openFilePicker } = this.deps;
    const words = texts().files;
    const buttons = create('div', 'notice-actions');
    const add = (label: string, named: string, run: () => void): void => {
      const button = createButton(label, run);
      button.setAttribute('aria-label', named);
      buttons.append(button);
    };
    const resume = (): void => {
      intents.resume(id);
    };
    if (state.kind === 'paused') add(words.resume, words.resumeNamed(name), resume);
    if (state.kind === 'failed') {
      if (state.failure.code === 'file-gone')
        add(words.chooseAgain, words.chooseAgainNamed(name), openFilePicker);
      else add(words.retry, words.retryNamed(name), resume);
    }
    if (state.kind === 'waiting') {
      add(words.pause, words.pauseNamed(name), () => {
        intents.pause(id);
      });
    }
    add(words.remove, words.removeNamed(name), () => {
      intents.cancel(id);
    });
    return buttons;
  }
}

function stateText({ state, doneMs, totalMs }: QueuedFileShown): string {
  const words = texts().files;
  if (state.kind === 'failed') {
    const { title, advice } = errorMessage(state.failure.code);
    return texts().notices.together(title, advice);
  }
  if (state.kind === 'paused') {
    return totalMs > 0 ? words.pausedAt(clockText(doneMs), clockText(totalMs)) : words.paused;
  }
  return words.waiting;
}
