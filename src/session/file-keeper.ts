import type { FileShelf, ShelvedFile } from '../archive/file-shelf';
import type { FileQueue } from './file-queue';
import type { QueueEntry } from './queued-file';
import type { SessionLocks } from './session-locks';
import { holdTabName } from './tab-name';

const OWNER_KEY = 'tabscribe.files-owner';
/** Chromium stores larger blobs and cannot read them back. */
const MOST_BYTES = 2 ** 31;
/** Of the room that is left, so that captions and models still find some. */
const MOST_OF_ROOM = 0.5;

/** What changes of a file that is kept. */
type Draft = Omit<ShelvedFile, 'session'>;

export interface FileKeeperDeps {
  readonly shelf: FileShelf;
  readonly queue: FileQueue;
  /** Tells tabs that are there from tabs that are gone. */
  readonly locks: SessionLocks;
  /** Lasts as long as the tab, over its reloads. */
  readonly tab: Storage;
  /** Id of the session on the page. */
  readonly sessionId: () => Promise<string>;
  /** Puts a session of the list on the page, under what is there. */
  readonly joinSession: (id: string) => Promise<unknown>;
  readonly estimate: () => Promise<StorageEstimate>;
  /** What an earlier page left undone may have changed. */
  readonly onUnfinished: (names: readonly string[]) => void;
}

/** Keeps the queue and its files over a reload, a crash or a closed tab. */
export class FileKeeper {
  #saved = new Map<string, Draft>();
  /** Those whose bytes the shelf has, or has no room for. */
  readonly #settledBytes = new Set<string>();
  #unfinished: readonly ShelvedFile[] = [];
  /** One after the other: what is forgotten must not be kept by a write that began before. */
  #writes: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly deps: FileKeeperDeps,
    private readonly owner: string,
  ) {}

  static async open(deps: FileKeeperDeps): Promise<FileKeeper> {
    const { locks, tab, shelf, queue } = deps;
    const { name: owner } = await holdTabName(tab, OWNER_KEY, locks);
    const keeper = new FileKeeper(deps, owner);
    const [shelved, held] = await Promise.all([shelf.list(), locks.held()]);
    keeper.#unfinished = shelved.filter((file) => file.owner === owner || !held.has(file.owner));
    keeper.#tell();
    queue.subscribe((entries) => {
      keeper.#save(entries);
    });
    return keeper;
  }

  /** Puts what was left undone back into the queue, each with the text that it has so far. */
  async goOn(): Promise<void> {
    const { queue, sessionId, joinSession } = this.deps;
    const files = this.#unfinished;
    this.#unfinished = [];
    this.#tell();
    // What this tab had on its page is there again once this is known.
    await sessionId();
    const others = files.filter(({ owner, begun }) => begun && owner !== this.owner);
    for (const session of new Set(others.map((file) => file.session))) await joinSession(session);
    const entries = await Promise.all(files.map((file) => this.#entry(file)));
    for (const { id, file } of entries) if (file !== null) this.#settledBytes.add(id);
    for (const file of files) this.#saved.set(file.id, file);
    queue.restore(entries);
  }

  /** Their text stays, the files go. */
  async forget(): Promise<void> {
    const ids = this.#unfinished.map(({ id }) => id);
    this.#unfinished = [];
    this.#tell();
    await this.deps.shelf.save([], ids);
  }

  /** Resolves when all that was to be written has been. */
  async settled(): Promise<void> {
    await this.#writes;
  }

  #tell(): void {
    this.deps.onUnfinished(this.#unfinished.map(({ name }) => name));
  }

  async #entry({ id, name, bytes }: ShelvedFile): Promise<QueueEntry> {
    const kept = await this.deps.shelf.bytes(id).catch(() => null);
    const file = kept && new File([kept], name, { type: kept.type });
    return { id, name, bytes, doneMs: 0, totalMs: 0, state: { kind: 'waiting' }, file };
  }

  #save(entries: readonly QueueEntry[]): void {
    const before = this.#saved;
    const files = entries.map(({ id, name, bytes, state }, place): Draft => {
      const begun = state.kind === 'running' || before.get(id)?.begun === true;
      return { id, name, bytes, owner: this.owner, begun, place };
    });
    const changed = files.filter((file) => !isSame(file, before.get(file.id)));
    this.#saved = new Map(files.map((file) => [file.id, file]));
    const gone = [...before.keys()].filter((id) => !this.#saved.has(id));
    // It may be taken back.
    for (const id of gone) this.#settledBytes.delete(id);
    const added = entries.filter(({ id, file }) => file !== null && !this.#settledBytes.has(id));
    for (const { id } of added) this.#settledBytes.add(id);
    if (changed.length === 0 && gone.length === 0 && added.length === 0) return;
    this.#writes = this.#writes.then(() => this.#write(changed, gone, added)).catch(() => undefined);
  }

  async #write(
    changed: readonly Draft[],
    gone: readonly string[],
    added: readonly QueueEntry[],
  ): Promise<void> {
    const { shelf, sessionId } = this.deps;
    const session = await sessionId();
    await shelf.save(
      changed.map((file) => ({ ...file, session })),
      gone,
    );
    for (const { id, file } of added) {
      if (file === null || !this.#saved.has(id) || !(await this.#hasRoomFor(file.size))) continue;
      // Without its bytes the file has to be chosen again after a reload; its text is kept all the same.
      await shelf.keepBytes(id, file).catch(() => undefined);
    }
  }

  async #hasRoomFor(bytes: number): Promise<boolean> {
    const { usage = 0, quota = Infinity } = await this.deps.estimate();
    return bytes < MOST_BYTES && bytes < (quota - usage) * MOST_OF_ROOM;
  }
}

function isSame(a: Draft, b: Draft | undefined): boolean {
  return a.place === b?.place && a.begun === b.begun && a.owner === b.owner;
}
