import { findIn, type Found } from '../captions/kept-session';
import { transcriptFile } from '../export/transcript-file';
import { LANGUAGE_TAGS, language, onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import { KeptSoundPlayer } from './kept-sound-player';
import { saveFile } from './save-file';
import type { SessionIntents, SessionShown } from './session-intents';
import { sessionRow, sure, type RowActions } from './session-row';
import { sizeText, titleOf } from './session-texts';
import { sourceName } from './source-name';

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
  #player: KeptSoundPlayer | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly intents: SessionIntents) {
    byId('sessions-open', HTMLButtonElement).addEventListener('click', () => {
      this.#search.value = '';
      this.#found = null;
      setText(this.#done, '');
      this.#dialog.showModal();
      void this.#attempt(() => this.#load());
    });
    this.#dialog.addEventListener('close', () => {
      this.#player?.dispose();
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
    this.#player?.dispose();
    this.#list.replaceChildren(...rows);
    this.#empty.hidden = shown.length > 0;
    setText(this.#empty, this.#sessions.length === 0 ? words.none : words.notFound);
    const { length } = this.#sessions;
    const count = this.#found === null ? words.count(length) : words.foundCount(shown.length);
    setText(this.#count, length === 0 ? '' : count);
    this.#deleteAll.hidden = length === 0;
    this.#deleteAll.disabled = !this.#free;
  }

  readonly #actions: RowActions = {
    show: (session) =>
      void this.#attempt(async () => {
        if (await this.intents.open(session.id)) this.#dialog.close();
        else await this.#load();
      }),
    rename: (session, title) =>
      void this.#attempt(async () => {
        await this.intents.rename(session.id, title);
        await this.#load();
        setText(this.#done, texts().sessions.renamed);
        this.#row(session.id)?.querySelector<HTMLButtonElement>('.rename-button')?.focus();
      }),
    download: (session, format) =>
      void this.#attempt(async () => {
        const { sources } = await this.intents.read(session.id);
        const words = {
          names: texts().sound.sourceNames,
          title: titleOf(session),
          language: LANGUAGE_TAGS[language()],
        };
        const named = sources.map((source) => ({ ...source, name: sourceName(source) }));
        try {
          const file = await transcriptFile(named, format, words, session.title);
          saveFile(file);
          setText(this.#done, texts().sessions.saved(file.name));
        } catch {
          const { failed, formats } = texts().exporting;
          setText(this.#done, failed(formats[format]));
        }
      }),
    play: (session, removable) =>
      void this.#attempt(async () => {
        const tracks = await this.intents.soundTracks(session.id);
        this.#player?.dispose();
        const onRemoved = (): void =>
          void this.#attempt(async () => {
            await this.#load();
            setText(this.#done, texts().keptSound.deleted);
            this.#row(session.id)?.querySelector<HTMLButtonElement>('button:enabled')?.focus();
          });
        const options = {
          id: session.id,
          title: session.title ?? texts().captions.captions,
          removable,
          onRemoved,
        };
        this.#player = new KeptSoundPlayer(this.intents, options);
        this.#player.show(tracks);
        this.#row(session.id)?.append(this.#player.element);
        await this.#player.play(tracks[0]);
      }),
    remove: (session) =>
      void this.#attempt(async () => {
        const next = this.#row(session.id)?.nextElementSibling;
        const id = next instanceof HTMLElement ? next.dataset['id'] : undefined;
        await this.intents.remove([session.id]);
        await this.#load();
        setText(this.#done, texts().sessions.deleted);
        // What was pressed is gone: the keyboard goes on at the next session, or above.
        const button =
          id === undefined ? null : this.#row(id)?.querySelector<HTMLButtonElement>('button:enabled');
        (button ?? this.#search).focus();
      }),
  };

  #askDeleteAll(): void {
    const own = this.#sessions.filter(({ place }) => place !== 'another-tab').map(({ id }) => id);
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
          setText(this.#done, texts().sessions.allDeleted);
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
