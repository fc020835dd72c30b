import { onLanguageChange, texts } from '../i18n/language';
import { byId, create, createButton, setText } from './dom';
import { errorMessage } from './error-messages';
import type { FileIntents, QueuedFileShown } from './file-intents';
import { clockText } from './format';

interface Row {
  readonly element: HTMLLIElement;
  file: QueuedFileShown;
}

/** The files that wait, were paused or have failed, in their order; the one in progress has its own panel. */
export class FileQueuePanel {
  readonly #panel = byId('queue-panel', HTMLDivElement);
  readonly #list = byId('queue-list', HTMLOListElement);
  readonly #text = byId('queue-text', HTMLParagraphElement);
  readonly #retryAll = byId('queue-retry', HTMLButtonElement);
  readonly #rows = new Map<string, Row>();
  #failed: readonly QueuedFileShown[] = [];

  constructor(
    private readonly intents: FileIntents,
    private readonly openFilePicker: () => void,
  ) {
    byId('queue-cancel', HTMLButtonElement).addEventListener('click', () => {
      intents.cancelAll();
    });
    this.#retryAll.addEventListener('click', () => {
      for (const { id } of this.#failed) intents.resume(id);
    });
    onLanguageChange(() => {
      // Drawn anew at the next rendering.
      this.#list.replaceChildren();
      this.#rows.clear();
    });
  }

  render(queue: readonly QueuedFileShown[]): void {
    const shown = queue.filter(({ state }) => state.kind !== 'running');
    this.#failed = shown.filter(({ state }) => state.kind === 'failed');
    this.#panel.hidden = shown.length === 0;
    this.#retryAll.hidden = this.#failed.length < 2;
    setText(this.#text, countsText(shown));
    this.#dropGone(new Set(shown.map(({ id }) => id)));
    shown.forEach((file, index) => {
      const { element } = this.#row(file);
      if (this.#list.children[index] !== element)
        this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
  }

  #dropGone(kept: ReadonlySet<string>): void {
    for (const [id, { element }] of this.#rows) {
      if (kept.has(id)) continue;
      const hadFocus = element.contains(document.activeElement);
      element.remove();
      this.#rows.delete(id);
      // The keyboard goes on from the list that the button was in.
      if (hadFocus) this.#list.focus();
    }
  }

  #row(file: QueuedFileShown): Row {
    const drawn = this.#rows.get(file.id);
    if (drawn === undefined) {
      const row = { element: create('li', 'queue-row'), file };
      this.#rows.set(file.id, row);
      this.#draw(row);
      return row;
    }
    if (drawn.file !== file) {
      const changed = drawn.file.state.kind !== file.state.kind;
      drawn.file = file;
      if (changed) this.#draw(drawn);
    }
    return drawn;
  }

  #draw({ element, file }: Row): void {
    const { name, state } = file;
    const hadFocus = element.contains(document.activeElement);
    element.dataset['state'] = state.kind;
    const text = create('p', 'queue-state fine', stateText(file));
    if (state.kind === 'failed') text.setAttribute('role', 'alert');
    element.replaceChildren(create('p', 'queue-name', name), text, this.#buttons(file));
    if (hadFocus) element.querySelector('button')?.focus();
  }

  #buttons({ id, name, state }: QueuedFileShown): HTMLElement {
    const words = texts().files;
    const buttons = create('div', 'notice-actions');
    const add = (label: string, named: string, run: () => void): void => {
      const button = createButton(label, run);
      button.setAttribute('aria-label', named);
      buttons.append(button);
    };
    const resume = (): void => {
      this.intents.resume(id);
    };
    if (state.kind === 'paused') add(words.resume, words.resumeNamed(name), resume);
    if (state.kind === 'failed' && state.failure.code === 'file-gone') {
      add(words.chooseAgain, words.chooseAgain, this.openFilePicker);
    } else if (state.kind === 'failed') {
      add(words.retry, words.retryNamed(name), resume);
    }
    if (state.kind === 'waiting') {
      add(words.pause, words.pauseNamed(name), () => {
        this.intents.pause(id);
      });
    }
    add(words.remove, words.removeNamed(name), () => {
      this.intents.cancel(id);
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

/** `2 waiting, 1 failed`. */
export function countsText(queue: readonly QueuedFileShown[]): string {
  const words = texts().files;
  const count = (kind: QueuedFileShown['state']['kind']): number =>
    queue.filter(({ state }) => state.kind === kind).length;
  const [waiting, paused, failed] = [count('waiting'), count('paused'), count('failed')];
  return [
    ...(waiting > 0 ? [words.waitingCount(waiting)] : []),
    ...(paused > 0 ? [words.pausedCount(paused)] : []),
    ...(failed > 0 ? [words.failedCount(failed)] : []),
  ].join(words.separator);
}
