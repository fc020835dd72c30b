import { findIn, type Found } from '../captions/kept-session';
import { onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import { SessionActions } from './session-actions';
import type { SessionIntents, SessionShown } from './session-intents';
import { sessionRow, sure } from './session-row';
import { sizeText, titleOf } from './session-texts';

/** A search reads every text: not at every key. */
const SEARCH_AFTER_MS = 200;

/** The list of past sessions, with a search over all of them. */
export class SessionsDialog {
  readonly #dialog = byId('sessions', HTMLDialogElement);
  readonly #search = byId('sessions-search', HTMLInputElement);
  readonly #list = byId('sessions-list', HTMLOListElement);
  readonly #empty = byId('sessions-empty', HTMLParagraphElement);
  readonly #count = byId('sessions-count', HTMLParagraphElement);
  readonly #use = byId('sessions-use', HTMLParagraphElement);
  readonly #done = byId('sessions-done', HTMLParagraphElement);
  readonly #deleteAll = byId('sessions-delete-all', HTMLButtonElement);
  #sessions: readonly SessionShown[] = [];
  #found: ReadonlyMap<string, Found> | null = null;
  #free = true;
  #searches = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #actions: SessionActions;

  constructor(private readonly intents: SessionIntents) {
    this.#actions = new SessionActions(intents, {
      attempt: (work) => void this.#attempt(work),
      reload: () => this.#load(),
      row: (id) => this.#row(id),
      say: (text) => {
        setText(this.#done, text);
      },
      focusSearch: () => {
        this.#search.focus();
      },
      close: () => {
        this.#dialog.close();
      },
    });
    byId('sessions-open', HTMLButtonElement).addEventListener('click', () => {
      this.#search.value = '';
      this.#found = null;
      setText(this.#done, '');
      this.#dialog.showModal();
      void this.#attempt(() => this.#load());
    });
    this.#dialog.addEventListener('close', () => {
      this.#actions.endPlaying();
    });
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#attempt(() => this.#find()), SEARCH_AFTER_MS);
    });
    this.#search.addEventListener('keydown', (event) => {
      // Enter would close the dialog, as its form is one.
      if (event.key === 'Enter') event.preventDefault();
    });
    this.#deleteAll.addEventListener('click', () => {
      this.#askDeleteAll();
    });
    onLanguageChange(() => {
      this.#draw();
    });
  }

  /** @param free Whether the page can show another session. */
  render(free: boolean): void {
    if (this.#free === free) return;
    this.#free = free;
    if (this.#dialog.open) this.#draw();
  }

  async #load(): Promise<void> {
    this.#sessions = await this.intents.list();
    this.#draw();
    const bytes = this.#sessions.reduce((sum, { textBytes, audioBytes }) => sum + textBytes + audioBytes, 0);
    const storage = await this.intents.storage();
    const { use, useUnknown } = texts().sessions;
    setText(
      this.#use,
      storage === null
        ? useUnknown(sizeText(bytes))
        : use(sizeText(bytes), sizeText(storage.usedBytes), sizeText(storage.quotaBytes)),
    );
  }

  async #find(): Promise<void> {
    const wanted = this.#search.value.trim();
    setText(this.#done, '');
    this.#searches += 1;
    const search = this.#searches;
    const ids = this.#sessions.map(({ id }) => id);
    const found = wanted === '' ? null : await this.intents.search(ids, wanted);
    if (search !== this.#searches) return;
    this.#found = found;
    this.#draw();
  }

  #draw(): void {
    const words = texts().sessions;
    const wanted = this.#search.value.trim();
    const shown = this.#sessions.filter(
      (session) =>
        this.#found === null || this.#found.has(session.id) || findIn(titleOf(session), wanted) !== null,
    );
    const rows = shown.map((session) =>
      sessionRow(session, this.#found?.get(session.id), this.#free, this.#actions),
    );
    this.#actions.endPlaying();
    this.#list.replaceChildren(...rows);
    this.#empty.hidden = shown.length > 0;
    setText(this.#empty, this.#sessions.length === 0 ? words.none : words.notFound);
    const { length } = this.#sessions;
    const count = this.#found === null ? words.count(length) : words.foundCount(shown.length);
    setText(this.#count, length === 0 ? '' : count);
    this.#deleteAll.hidden = length === 0;
    this.#deleteAll.disabled = !this.#free || this.#deletable().length === 0;
  }

  /** What another tab writes would come back. */
  #deletable(): readonly string[] {
    return this.#sessions.filter(({ place }) => place !== 'another-tab').map(({ id }) => id);
  }

  #askDeleteAll(): void {
    const own = this.#deletable();
    const question = texts().sessions.deleteAllSure(own.length);
    const asking = sure(
      question,
      this.#deleteAll,
      this.#deleteAll,
      () =>
        void this.#attempt(async () => {
          await this.intents.remove(own);
          asking.replaceWith(this.#deleteAll);
          await this.#load();
          const { allDeleted, othersStay } = texts().sessions;
          setText(this.#done, this.#sessions.length === 0 ? allDeleted : othersStay);
          this.#search.focus();
        }),
    );
    this.#deleteAll.replaceWith(asking);
    asking.querySelector('button')?.focus();
  }

  #row(id: string): HTMLElement | undefined {
    return [...this.#list.querySelectorAll<HTMLElement>('.session')].find((row) => row.dataset['id'] === id);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      setText(this.#done, texts().sessions.failed);
    }
  }
}
