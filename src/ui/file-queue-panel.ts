import { onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import type { FileIntents, QueuedFileShown } from './file-intents';
import { FileQueueRow, type RowDeps } from './file-queue-row';

/**
 * The files that wait, were paused or have failed, in their order; the one in progress has its own panel. Those that only
 * wait are shown on demand: they may be many.
 */
export class FileQueuePanel {
  readonly #panel = byId('queue-panel', HTMLDivElement);
  readonly #list = byId('queue-list', HTMLOListElement);
  readonly #text = byId('queue-text', HTMLParagraphElement);
  readonly #retryAll = byId('queue-retry', HTMLButtonElement);
  readonly #cancelAll = byId('queue-cancel', HTMLButtonElement);
  readonly #primary = byId('primary', HTMLButtonElement);
  readonly #toggle = byId('queue-toggle', HTMLButtonElement);
  readonly #rows = new Map<string, FileQueueRow>();
  #queue: readonly QueuedFileShown[] = [];
  #showsAll = false;

  constructor(private readonly deps: RowDeps & { readonly intents: FileIntents }) {
    const { intents } = deps;
    this.#cancelAll.addEventListener('click', () => {
      intents.cancelAll();
    });
    this.#retryAll.addEventListener('click', () => {
      for (const { id } of retriable(this.#queue)) intents.resume(id);
    });
    this.#toggle.addEventListener('click', () => {
      this.#showsAll = !this.#showsAll;
      this.render(this.#queue);
    });
    onLanguageChange(() => {
      // Drawn anew at the next rendering.
      this.#list.replaceChildren();
      this.#rows.clear();
    });
  }

  render(queue: readonly QueuedFileShown[]): void {
    this.#queue = queue;
    const shown = queue.filter(
      ({ state }) => state.kind !== 'running' && (this.#showsAll || state.kind !== 'waiting'),
    );
    const words = texts().files;
    const waiting = ofKind(queue, 'waiting').length;
    this.#panel.hidden = shown.length === 0 && waiting === 0;
    this.#list.hidden = shown.length === 0;
    this.#retryAll.hidden = retriable(queue).length < 2;
    // One by itself has a button of its own.
    this.#cancelAll.hidden = queue.length < 2;
    this.#toggle.hidden = waiting === 0;
    this.#toggle.ariaExpanded = String(this.#showsAll);
    setText(this.#toggle, this.#showsAll ? words.hideWaiting : words.showWaiting);
    setText(this.#text, countsText(queue));
    const lostFocus = this.#dropGone(new Set(shown.map(({ id }) => id)));
    shown.forEach((file, index) => {
      const { element } = this.#row(file);
      if (this.#list.children[index] !== element)
        this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
    if (lostFocus) (this.#list.querySelector('button') ?? this.#primary).focus();
  }

  /** @returns whether the keyboard was at one of them. */
  #dropGone(kept: ReadonlySet<string>): boolean {
    let hadFocus = false;
    for (const [id, { element }] of this.#rows) {
      if (kept.has(id)) continue;
      hadFocus ||= element.contains(document.activeElement);
      element.remove();
      this.#rows.delete(id);
    }
    return hadFocus;
  }

  #row(file: QueuedFileShown): FileQueueRow {
    const drawn = this.#rows.get(file.id);
    drawn?.render(file);
    const row = drawn ?? new FileQueueRow(file, this.deps);
    this.#rows.set(file.id, row);
    return row;
  }
}

/** `2 waiting, 1 failed. Next: talk.mp3`. */
export function countsText(queue: readonly QueuedFileShown[]): string {
  const words = texts().files;
  const counts = { waiting: words.waitingCount, paused: words.pausedCount, failed: words.failedCount };
  const parts = (['waiting', 'paused', 'failed'] as const).flatMap((kind) => {
    const { length } = ofKind(queue, kind);
    return length === 0 ? [] : [counts[kind](length)];
  });
  const [next] = ofKind(queue, 'waiting');
  const text = parts.join(words.separator);
  return next === undefined ? text : words.andNext(text, next.name);
}

/** Those that have failed, and need not be chosen again. */
function retriable(queue: readonly QueuedFileShown[]): readonly QueuedFileShown[] {
  return queue.filter(({ state }) => state.kind === 'failed' && state.failure.code !== 'file-gone');
}

function ofKind(
  queue: readonly QueuedFileShown[],
  kind: QueuedFileShown['state']['kind'],
): readonly QueuedFileShown[] {
  return queue.filter(({ state }) => state.kind === kind);
}
