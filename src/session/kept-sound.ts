import type { SoundFile } from '../archive/joined-sound';
import type { SoundArchive } from '../archive/sound-archive';
import type { SoundTrack } from '../archive/sound-records';
import type { RecognizerEvent } from '../contract/recognizer-api';
import type { SessionKeeper } from './session-keeper';
import type { SessionLocks } from './session-locks';
import type { SessionStore } from './session-store';
import type { SoundEvent } from './sound-state';

/** What the recognizer tells of sound that is to be kept. */
export type SoundKeepingEvent = Extract<RecognizerEvent, { readonly type: 'sound' | 'sound-failed' }>;

export interface KeptSoundDeps {
  readonly archive: SoundArchive;
  readonly keeper: Promise<Pick<SessionKeeper, 'id'>>;
  readonly locks: Pick<SessionLocks, 'held'>;
  readonly store: SessionStore;
}

/** Writes the sound of live captions as it comes, beside the text of the session on the page; gives it back as a file. */
export class KeptSound {
  #written: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: KeptSoundDeps) {}

  /** What a person no longer wants, or what found no room before, is left. */
  take(event: SoundKeepingEvent): void {
    const { store } = this.deps;
    if (event.type === 'sound-failed') {
      this.#tell({ type: 'keep-failed', why: 'failed' });
      return;
    }
    const { piece } = event;
    const startedAtMs = store.transcript.sources.at(-1)?.startedAtMs;
    if (startedAtMs === undefined) return;
    const track = { startedAtMs, ...(piece.source && { source: piece.source }) };
    this.#written = this.#written.then(async () => {
      const { keep, keepFailure } = store.state.sound;
      if (!keep || keepFailure !== null) return;
      try {
        await this.deps.archive.add((await this.deps.keeper).id, track, piece);
      } catch (error) {
        this.#tell({ type: 'keep-failed', why: isFull(error) ? 'full' : 'failed' });
      }
    });
  }

  /** All that was taken is written. */
  async settled(): Promise<void> {
    await this.#written;
  }

  /** Of a session; of the one on the page where there is no id. */
  async tracks(id?: string): Promise<readonly SoundTrack[]> {
    await this.#written;
    return this.deps.archive.tracks(await this.#idOf(id));
  }

  /** One track as a file. What makes it is fetched when it is first wanted. */
  async file(track: SoundTrack, id?: string): Promise<SoundFile> {
    const [pieces, { joinSound }] = await Promise.all([
      this.#idOf(id).then((session) => this.deps.archive.pieces(session, track)),
      import('../archive/joined-sound'),
    ]);
    return joinSound(pieces);
  }

  async remove(id?: string): Promise<void> {
    await this.#written;
    await this.deps.archive.delete(await this.#idOf(id));
    this.changed();
  }

  /** What is kept may be another one's now. */
  changed(): void {
    this.#tell({ type: 'kept-changed' });
  }

  /** Deletes sound whose session is in no list, and on no page. */
  async tidy(): Promise<void> {
    const [{ id }, held] = await Promise.all([this.deps.keeper, this.deps.locks.held()]);
    await this.deps.archive.deleteLoose(new Set([...held, id]));
  }

  async #idOf(id: string | undefined): Promise<string> {
    return id ?? (await this.deps.keeper).id;
  }

  #tell(event: SoundEvent): void {
    this.deps.store.dispatch({ type: 'sound', event });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
