import type { Outcome } from '../contract/errors';
import type { FileChoice, LibraryProgress, ModelLibraryApi } from '../contract/model-library-api';
import { bytesFree, isPersisted, roomOf, type DeviceStorage } from './device-room';
import type { InstalledModels } from './installed-models';
import type { LibraryNews, NewsChannel } from './library-news';
import { NOTHING_KNOWN, type LibraryRow, type LibraryState, type ModelWork } from './library-state';
import { LibraryTabs } from './library-tabs';
import { timely } from './timely-progress';

/** From this size on the browser is asked to keep what is here. */
const BIG_BYTES = 20_000_000;
const NONE: ModelWork = { kind: 'none' };

export interface ModelLibraryDeps {
  readonly api: ModelLibraryApi;
  readonly channel: NewsChannel;
  readonly installed: InstalledModels;
  readonly storage: DeviceStorage;
  /** Asks the browser to keep what is here. Called in a person's gesture. */
  readonly persist: () => Promise<boolean>;
  readonly choice: () => FileChoice;
  /** Whether there is a connection, as far as the browser knows. */
  readonly isOnline: () => boolean;
  readonly nowMs: () => number;
  readonly onChange: (state: LibraryState) => void;
}

/** The models on this device as the page shows them, and what a person can do with them. */
export class PageLibrary {
  #state = NOTHING_KNOWN;
  readonly #works = new Map<string, ModelWork>();
  readonly #tabs: LibraryTabs;

  constructor(private readonly deps: ModelLibraryDeps) {
    const { channel, nowMs } = deps;
    this.#tabs = new LibraryTabs({
      channel,
      nowMs,
      onNews: (news) => {
        this.#hear(news);
      },
      onSilence: (id) => void this.#forgetElsewhere(id),
    });
  }

  get state(): LibraryState {
    return this.#state;
  }

  /** Whether something is under way in this tab. */
  get isBusy(): boolean {
    return [...this.#works.values()].some(isRunningHere);
  }

  /** Looks at what is here. */
  async refresh(): Promise<void> {
    const { api, choice, installed } = this.deps;
    const listed = await api.list(choice());
    const device = this.deps.storage;
    const [storage, persisted] = await Promise.all([roomOf(device), isPersisted(device)]);
    if (!listed.ok) {
      this.#show({ ...this.#state, failed: true });
      return;
    }
    const { entries, keeps } = listed.value;
    installed.add(entries.filter(({ version }) => version !== undefined).map(({ model }) => model.id));
    const rows = entries.map((entry): LibraryRow => {
      const evicted = entry.version === undefined && entry.keptBytes === 0 && installed.has(entry.model.id);
      return { ...entry, evicted, work: this.#works.get(entry.model.id) ?? NONE };
    });
    this.#show({ rows, keeps, failed: false, storage, persisted });
  }

  /** Installs, updates or goes on. Must be called in a person's gesture: the browser may ask whether to keep it. */
  async install(id: string): Promise<Outcome<null> | null> {
    if (isRunningHere(this.#works.get(id))) return null;
    const row = this.#state.rows?.find(({ model }) => model.id === id);
    if ((row?.totalBytes ?? 0) >= BIG_BYTES && !this.#state.persisted) void this.persist();
    return this.#install(id, row);
  }

  /** Stops it, also where another tab does it. What has come stays. */
  async pause(id: string): Promise<void> {
    if (this.#works.get(id)?.kind === 'waiting') this.#work(id, NONE);
    this.#tabs.tell({ type: 'pause', id });
    await this.deps.api.pause(id);
  }

  /** @returns how many files were damaged; null where it was not to be found out. */
  async verify(id: string): Promise<number | null> {
    if (isRunningHere(this.#works.get(id))) return null;
    const running = { kind: 'verifying', elsewhere: false } as const;
    this.#work(id, { ...running, doneBytes: 0, totalBytes: 1 });
    const show: LibraryProgress = (doneBytes, totalBytes) => {
      this.#work(id, { ...running, doneBytes, totalBytes });
    };
    const outcome = await timely(show, (report) => this.deps.api.verify(id, report));
    if (outcome.ok) this.#work(id, { kind: 'verified', badFiles: outcome.value.length });
    else await this.#fail(id, outcome);
    await this.refresh();
    return outcome.ok ? outcome.value.length : null;
  }

  async remove(id: string): Promise<void> {
    this.#works.delete(id);
    const outcome = await this.deps.api.remove(id);
    this.deps.installed.delete(id);
    if (!outcome.ok) await this.#fail(id, outcome);
    this.#tabs.tell({ type: 'changed', id });
    await this.refresh();
  }

  /** Asks the browser to keep what is here. Must be called in a person's gesture. */
  async persist(): Promise<boolean> {
    const persisted = await this.deps.persist();
    this.#show({ ...this.#state, persisted });
    return persisted;
  }

  /** Goes on with what waits for a connection. */
  online(): void {
    for (const [id, { kind }] of this.#works) if (kind === 'waiting') void this.#install(id);
  }

  /** Fetches newer versions of the models that come with the app: the next visit works with them. */
  async updateShipped(): Promise<void> {
    await this.refresh();
    for (const { model, newVersion } of this.#state.rows ?? []) {
      if (model.origin === 'app' && newVersion !== undefined) await this.#install(model.id);
    }
  }

  async #install(id: string, row?: LibraryRow): Promise<Outcome<null>> {
    const running = { kind: 'installing', elsewhere: false } as const;
    this.#work(id, { ...running, doneBytes: row?.keptBytes ?? 0, totalBytes: row?.totalBytes ?? 1 });
    const show: LibraryProgress = (doneBytes, totalBytes) => {
      this.#work(id, { ...running, doneBytes, totalBytes });
      this.#tabs.tellProgress(id, doneBytes, totalBytes);
    };
    const choice = this.deps.choice();
    const outcome = await timely(show, (report) => this.deps.api.install(id, choice, report));
    if (outcome.ok || outcome.failure.code === 'cancelled') this.#work(id, NONE);
    else if (outcome.failure.code === 'model-unreachable' && !this.deps.isOnline())
      this.#work(id, { kind: 'waiting' });
    else await this.#fail(id, outcome);
    this.#tabs.tell({ type: 'changed', id });
    await this.refresh();
    return outcome;
  }

  async #fail(id: string, outcome: Outcome<unknown>): Promise<void> {
    if (outcome.ok) return;
    const freeBytes = bytesFree(await roomOf(this.deps.storage));
    const { failure } = outcome;
    this.#work(id, failure.code === 'cancelled' ? NONE : { kind: 'failed', failure, freeBytes });
  }

  #hear(news: LibraryNews): void {
    const { id } = news;
    const own = this.#works.get(id);
    switch (news.type) {
      case 'progress': {
        const { doneBytes, totalBytes } = news;
        const elsewhere = !isRunningHere(own);
        this.#work(id, { kind: 'installing', doneBytes, totalBytes, elsewhere });
        if (elsewhere) this.#tabs.expect(id);
        return;
      }
      case 'pause':
        if (isRunningHere(own)) void this.deps.api.pause(id);
        return;
      case 'changed':
        void this.#forgetElsewhere(id);
    }
  }

  async #forgetElsewhere(id: string): Promise<void> {
    const work = this.#works.get(id);
    if (work?.kind === 'installing' && work.elsewhere) this.#work(id, NONE);
    // Nobody has asked for the list yet.
    if (this.#state.rows !== null) await this.refresh();
  }

  #work(id: string, work: ModelWork): void {
    this.#works.set(id, work);
    const rows = this.#state.rows?.map((row) => (row.model.id === id ? { ...row, work } : row)) ?? null;
    this.#show({ ...this.#state, rows });
  }

  #show(state: LibraryState): void {
    this.#state = state;
    this.deps.onChange(state);
  }
}

function isRunningHere(work: ModelWork | undefined): boolean {
  return (work?.kind === 'installing' || work?.kind === 'verifying') && !work.elsewhere;
}
