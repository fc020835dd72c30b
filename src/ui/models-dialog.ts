import { onLanguageChange, texts } from '../i18n/language';
import { byId, setText } from './dom';
import { percent } from './format';
import { ModelAddress } from './model-address';
import { ModelRow, type ModelRowActions } from './model-row';
import type { ModelIntents, ModelRowShown, ModelsListShown } from './models-state';
import { sizeText } from './session-texts';

/** Progress is read out at these shares of it. */
const TOLD_EVERY_PERCENT = 25;

/** The models that are known: what is on this device, and what can be done with each. */
export class ModelsDialog {
  readonly #dialog = byId('models', HTMLDialogElement);
  readonly #list = byId('models-list', HTMLUListElement);
  readonly #note = byId('models-note', HTMLParagraphElement);
  readonly #storage = byId('models-storage', HTMLParagraphElement);
  readonly #keeping = byId('models-keeping', HTMLParagraphElement);
  readonly #persist = byId('models-persist', HTMLButtonElement);
  /** Read out when it changes; seen by nobody, as each row says the same. */
  readonly #told = byId('models-told', HTMLParagraphElement);
  readonly #address: ModelAddress;
  #rows = new Map<string, ModelRow>();
  #shares = new Map<string, number>();
  #shown: ModelsListShown | null = null;

  constructor(private readonly intents: ModelIntents) {
    this.#address = new ModelAddress(intents, () => {
      this.#dialog.close();
    });
    byId('models-open', HTMLButtonElement).addEventListener('click', () => {
      byId('settings', HTMLDialogElement).close();
      this.open();
    });
    this.#dialog.addEventListener('click', (event) => {
      // Only the backdrop counts as the dialog itself: the form fills the rest.
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener('close', () => {
      this.intents.close();
    });
    this.#persist.addEventListener('click', () => void this.#askToPersist());
    onLanguageChange(() => {
      this.#rows = new Map();
      this.#address.reset();
      if (this.#shown !== null) this.render(this.#shown);
    });
  }

  open(): void {
    if (this.#dialog.open) return;
    setText(this.#told, '');
    this.#address.reset();
    this.#dialog.showModal();
    this.intents.open();
  }

  render(shown: ModelsListShown): void {
    const keepsChanged = this.#shown !== null && this.#shown.keeps !== shown.keeps;
    if (keepsChanged) this.#rows = new Map();
    this.#shown = shown;
    const words = texts().models;
    const rows = shown.rows ?? [];
    setText(
      this.#note,
      shown.failed
        ? words.failed
        : shown.rows === null
          ? words.loading
          : shown.keeps
            ? ''
            : words.keepsNothing,
    );
    this.#note.hidden = this.#note.textContent === '';
    for (const row of rows) {
      const known = this.#rows.get(row.model.id) ?? new ModelRow(row, shown.keeps, this.#actions);
      this.#rows.set(row.model.id, known);
      known.render(row, rows);
      this.#tellShare(row);
    }
    this.#arrange(rows);
    this.#renderStorage(shown, rows);
  }

  /** Moves nothing that is in its place: what has the keyboard would lose it. */
  #arrange(rows: readonly ModelRowShown[]): void {
    const wanted = rows.flatMap(({ model }) => this.#rows.get(model.id)?.element ?? []);
    const same =
      wanted.length === this.#list.children.length &&
      wanted.every((element, at) => this.#list.children[at] === element);
    if (!same) this.#list.replaceChildren(...wanted);
  }

  #renderStorage({ storage, persisted, keeps }: ModelsListShown, rows: readonly ModelRowShown[]): void {
    const words = texts().models;
    const models = sizeText(rows.reduce((sum, { usedBytes }) => sum + usedBytes, 0));
    setText(
      this.#storage,
      storage === null
        ? words.storageUnknown(models)
        : words.storage(models, sizeText(storage.usedBytes), sizeText(storage.quotaBytes)),
    );
    this.#storage.hidden = !keeps || rows.length === 0;
    this.#keeping.hidden = this.#storage.hidden;
    setText(this.#keeping, persisted ? words.persisted : words.notPersisted);
    this.#persist.hidden = this.#storage.hidden || persisted;
  }

  async #askToPersist(): Promise<void> {
    const words = texts().models;
    const persisted = await this.intents.persist();
    setText(this.#told, persisted ? words.persisted : words.persistRefused);
    // The button is gone: the keyboard goes on at the list.
    if (persisted) this.#list.querySelector('button')?.focus();
    else setText(this.#keeping, words.persistRefused);
  }

  #tellShare({ model, work }: ModelRowShown): void {
    if (work.kind !== 'installing' && work.kind !== 'verifying') {
      this.#shares.delete(model.id);
      return;
    }
    const share =
      Math.floor(percent(work.doneBytes, work.totalBytes) / TOLD_EVERY_PERCENT) * TOLD_EVERY_PERCENT;
    const before = this.#shares.get(model.id);
    this.#shares.set(model.id, share);
    if (before !== undefined && share > before) this.#tell(texts().models.done.share(model.name, share));
  }

  #tell(sentence: string): void {
    if (this.#dialog.open) setText(this.#told, sentence);
  }

  readonly #actions: ModelRowActions = {
    install: ({ model }) => {
      this.#tell(texts().models.done.started(model.name));
      void this.intents.install(model.id).then((installed) => {
        if (installed) this.#tell(texts().models.done.installed(model.name));
        else this.#tellStand(model.id);
      });
    },
    pause: ({ model }) => {
      this.intents.pause(model.id);
      this.#tell(texts().models.done.paused(model.name));
    },
    verify: ({ model }) =>
      void this.intents.verify(model.id).then((verified) => {
        if (verified) this.#tell(texts().models.done.verified(model.name));
        else this.#tellStand(model.id);
      }),
    remove: ({ model }) =>
      void this.intents.remove(model.id).then(() => {
        this.#tell(texts().models.done.deleted(model.name));
        // What was pressed is gone: the keyboard goes on in the row, or in the list.
        const row = this.#rows.get(model.id)?.element;
        const button = row?.isConnected === true ? row.querySelector('button') : null;
        (button ?? this.#list.querySelector('button') ?? this.#dialog.querySelector('button'))?.focus();
      }),
    waysToUse: (model) => this.intents.waysToUse(model),
  };

  #tellStand(id: string): void {
    const stand = this.#rows.get(id)?.element.querySelector('.model-failed, .model-stand')?.textContent ?? '';
    this.#tell(stand);
  }
}
