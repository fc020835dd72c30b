import { settleTrack } from '../captions/caption-track';
import { type CaptionSource, type Transcript } from '../captions/transcript';
import { readTranscript } from './stored-transcript';

/** The part of the browser's locks that is used. */
export interface SlotLocks {
  request(
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => Promise<unknown> | undefined,
  ): Promise<unknown>;
}

const PREFIX = 'tabscribe.transcript.';
const OWN_SLOT = 'tabscribe.slot';
/** After a reload the page that was here lets go of its slot about now. */
const RELOAD_GRACE_MS = 500;

/**
 * Keeps the transcript in this browser, so that a reload, a crash or a closed tab loses nothing. Each tab has a
 * slot of its own, held by a lock; a slot that no tab holds was left behind, and its captions are taken over.
 */
export class TranscriptStorage {
  private constructor(
    private readonly storage: Storage,
    private readonly slot: string,
    /** What this tab had, and what closed tabs left, at the start. */
    readonly restored: Transcript,
  ) {}

  static async open(
    local: Storage,
    session: Storage,
    locks: SlotLocks | undefined,
  ): Promise<TranscriptStorage> {
    const own = await ownSlot(session, locks);
    const left = await abandonedSlots(local, own, locks);
    const sources = [own, ...left].flatMap((slot) => readTranscript(local.getItem(PREFIX + slot)).sources);
    const restored = { sources: sources.sort((a, b) => a.startedAtMs - b.startedAtMs) };
    const opened = new TranscriptStorage(local, own, restored);
    if (opened.save(restored)) for (const slot of left) local.removeItem(PREFIX + slot);
    return opened;
  }

  /**
   * Writes the transcript; text still unfinished is kept as it stands.
   *
   * @returns false where it does not fit: the words' times are then left out, and if need be everything.
   */
  save(transcript: Transcript): boolean {
    const sources = transcript.sources.map(settled).filter((source) => source.track.segments.length > 0);
    if (sources.length === 0) {
      this.storage.removeItem(PREFIX + this.slot);
      return true;
    }
    return this.#write({ sources }) || this.#write({ sources: sources.map(withoutWords) });
  }

  #write(transcript: Transcript): boolean {
    try {
      this.storage.setItem(PREFIX + this.slot, JSON.stringify(transcript));
      return true;
    } catch {
      return false;
    }
  }
}

async function ownSlot(session: Storage, locks: SlotLocks | undefined): Promise<string> {
  const known = session.getItem(OWN_SLOT);
  // A duplicated tab copies the name of a slot that the first tab still holds.
  if (known !== null && (await hold(locks, known, { signal: AbortSignal.timeout(RELOAD_GRACE_MS) })))
    return known;
  const slot = crypto.randomUUID();
  session.setItem(OWN_SLOT, slot);
  await hold(locks, slot, {});
  return slot;
}

async function abandonedSlots(local: Storage, own: string, locks: SlotLocks | undefined): Promise<string[]> {
  if (locks === undefined) return [];
  const left: string[] = [];
  const keys = Array.from({ length: local.length }, (_, index) => local.key(index) ?? '');
  for (const key of keys) {
    if (!key.startsWith(PREFIX) || key === PREFIX + own) continue;
    const slot = key.slice(PREFIX.length);
    if (await hold(locks, slot, { ifAvailable: true })) left.push(slot);
  }
  return left;
}

/** Takes the slot's lock for as long as the page lives; false where another page has it. */
function hold(locks: SlotLocks | undefined, slot: string, options: LockOptions): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(PREFIX + slot, options, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise(() => undefined);
      })
      .catch(() => {
        resolve(false);
      });
  });
}

function settled(source: CaptionSource): CaptionSource {
  return { ...source, track: settleTrack(source.track, 'unfinished') };
}

function withoutWords(source: CaptionSource): CaptionSource {
  const segments = source.track.segments.map((segment) => ({ ...segment, words: [] }));
  return { ...source, track: { ...source.track, segments } };
}
