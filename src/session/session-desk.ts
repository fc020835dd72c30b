import type { ListedSession, SessionArchive } from '../archive/session-archive';
import type { SoundFile } from '../archive/joined-sound';
import type { SoundTrack } from '../archive/sound-records';
import { findText, type Found } from '../captions/kept-session';
import type { Transcript } from '../captions/transcript';
import type { KeptSound } from './kept-sound';
import type { SessionKeeper } from './session-keeper';
import type { SessionLocks } from './session-locks';

/** A session of the list, and whether a page has it. */
export interface SessionAtDesk extends ListedSession {
  readonly place: 'here' | 'another-tab' | 'list';
}

/** Bytes that the browser keeps for this site, models included, and may keep. */
export interface StorageUse {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

export interface SessionDeskDeps {
  readonly archive: SessionArchive;
  readonly locks: SessionLocks;
  readonly keeper: Promise<SessionKeeper>;
  readonly sound: KeptSound;
  /** Takes everything off the page. */
  readonly clearPage: () => void;
  readonly startCaptions: () => void;
  readonly estimate: () => Promise<StorageEstimate>;
  /** Sessions that were not finished may have changed. */
  readonly onUnfinished: (sessions: readonly ListedSession[]) => void;
}

/** What a person can do with past sessions. */
export class SessionDesk {
  constructor(private readonly deps: SessionDeskDeps) {}

  /** Newest first. */
  async list(): Promise<readonly SessionAtDesk[]> {
    const { archive, locks, keeper } = this.deps;
    const here = await keeper;
    here.save();
    const [listed, held] = await Promise.all([archive.list(), locks.held()]);
    return listed.map((session): SessionAtDesk => {
      const place = session.id === here.id ? 'here' : held.has(session.id) ? 'another-tab' : 'list';
      return { ...session, place };
    });
  }

  read(id: string): Promise<Transcript> {
    return this.deps.archive.read(id);
  }

  /** Where these sessions say it; those that do not are left out. One text at a time is in memory. */
  async search(ids: readonly string[], wanted: string): Promise<ReadonlyMap<string, Found>> {
    const found = new Map<string, Found>();
    for (const id of ids) {
      const place = findText(await this.read(id), wanted);
      if (place !== null) found.set(id, place);
    }
    return found;
  }

  /** What is kept of a session's sound; of the one on the page where there is no id. */
  soundTracks(id?: string): Promise<readonly SoundTrack[]> {
    return this.deps.sound.tracks(id);
  }

  soundFile(track: SoundTrack, id?: string): Promise<SoundFile> {
    return this.deps.sound.file(track, id);
  }

  /** The text stays. */
  removeSound(id?: string): Promise<void> {
    return this.deps.sound.remove(id);
  }

  rename(id: string, title: string): Promise<void> {
    return this.deps.archive.rename(id, title);
  }

  /** Deletes for good; what is on the page goes from there too. */
  async remove(ids: readonly string[]): Promise<void> {
    const { archive, keeper, clearPage } = this.deps;
    const here = await keeper;
    if (ids.includes(here.id)) {
      clearPage();
      here.startNew();
    }
    await this.deps.sound.settled();
    await archive.delete(ids);
    this.deps.sound.changed();
    await this.tellUnfinished();
  }

  /** Puts a session on the page; false where another tab has it. */
  async open(id: string): Promise<boolean> {
    const { archive, keeper } = this.deps;
    if (!(await (await keeper).open(id))) return false;
    await archive.finish(id);
    await this.tellUnfinished();
    return true;
  }

  /** Captions go on in the session. Must be called in a person's gesture: the microphone opens first. */
  async goOn(id: string): Promise<void> {
    this.deps.startCaptions();
    await (await this.deps.keeper).join(id);
    this.deps.sound.changed();
    await this.tellUnfinished();
  }

  /** Leaves a session that was not finished as it is, in the list. */
  async keep(id: string): Promise<void> {
    const { archive, keeper, clearPage } = this.deps;
    const here = await keeper;
    await archive.finish(id);
    if (id === here.id) {
      clearPage();
      here.startNew();
    }
    await this.tellUnfinished();
  }

  async tellUnfinished(): Promise<void> {
    this.deps.onUnfinished(await (await this.deps.keeper).unfinished());
  }

  /** Null where the browser does not tell. */
  async storage(): Promise<StorageUse | null> {
    const { usage, quota } = await this.deps.estimate();
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
  }
}
