import { describe, expect, it } from 'vitest';
import type { CaptionSource, Transcript } from '../captions/transcript';
import { segmentOf } from './fake-recognizer';
import { TranscriptStorage, type SlotLocks } from './transcript-storage';
import { webStorage } from './web-storage';

/** A page-only storage, with a limit where a test wants one. */
function storage(maxChars = Infinity): Storage {
  const made = webStorage(() => {
    throw new Error('no storage');
  });
  const setItem = made.setItem.bind(made);
  made.setItem = (key, value) => {
    if (value.length > maxChars) throw new Error('full');
    setItem(key, value);
  };
  return made;
}

/** Locks as the browser gives them, without waiting: a lock that is held is refused. */
function lockManager(): { locks: SlotLocks; releaseAll: () => void } {
  const held = new Set<string>();
  const locks: SlotLocks = {
    request: async (name, _options, callback) => {
      if (held.has(name)) return callback(null);
      held.add(name);
      return callback({ name, mode: 'exclusive' });
    },
  };
  return {
    locks,
    releaseAll: () => {
      held.clear();
    },
  };
}

const source = (id: string, startedAtMs: number, text: string): CaptionSource => ({
  id,
  kind: 'file',
  name: id,
  startedAtMs,
  track: { segments: [segmentOf(1, text)], partials: [] },
});

const names = (transcript: Transcript): string[] => transcript.sources.map((item) => item.id);

describe('TranscriptStorage', () => {
  it('gives a reloaded tab its captions back', async () => {
    const [local, tab, { locks, releaseAll }] = [storage(), storage(), lockManager()];
    const first = await TranscriptStorage.open(local, tab, locks);
    const transcript = { sources: [source('a', 1, 'One.')] };
    expect(first.save(transcript)).toBe(true);
    releaseAll();
    expect((await TranscriptStorage.open(local, tab, locks)).restored).toEqual(transcript);
  });

  it('keeps unfinished text too', async () => {
    const [local, tab] = [storage(), storage()];
    const first = await TranscriptStorage.open(local, tab, undefined);
    const partial = { id: 2, text: 'half a', startMs: 5000, endMs: 5500, awaitingFinal: false };
    const { track, ...rest } = source('a', 1, 'One.');
    first.save({ sources: [{ ...rest, track: { ...track, partials: [partial] } }] });
    const { restored } = await TranscriptStorage.open(local, tab, undefined);
    expect(restored.sources[0]?.track.segments.map((item) => item.text)).toEqual(['One.', 'half a']);
  });

  it('leaves an open tab its captions, and takes over those of closed ones in order of time', async () => {
    const local = storage();
    const { locks, releaseAll } = lockManager();
    (await TranscriptStorage.open(local, storage(), locks)).save({ sources: [source('late', 2, 'B')] });
    (await TranscriptStorage.open(local, storage(), locks)).save({ sources: [source('early', 1, 'A')] });
    expect(names((await TranscriptStorage.open(local, storage(), locks)).restored)).toEqual([]);
    releaseAll();
    expect(names((await TranscriptStorage.open(local, storage(), locks)).restored)).toEqual([
      'early',
      'late',
    ]);
    expect(local.length).toBe(1);
  });

  it('leaves out word times when there is no room, and says so when even that does not help', async () => {
    const segment = {
      ...segmentOf(1, 'word'),
      words: Array.from({ length: 50 }, () => ({ word: 'word', startMs: 0, endMs: 1, confidence: 1 })),
    };
    const long = { ...source('a', 1, ''), track: { segments: [segment], partials: [] } };
    const [local, tab] = [storage(500), storage()];
    const small = await TranscriptStorage.open(local, tab, undefined);
    expect(small.save({ sources: [long] })).toBe(true);
    const { restored } = await TranscriptStorage.open(local, tab, undefined);
    expect(restored.sources[0]?.track.segments[0]).toMatchObject({ text: 'word', words: [] });
    const none = await TranscriptStorage.open(storage(10), storage(), undefined);
    expect(none.save({ sources: [long] })).toBe(false);
  });

  it('forgets cleared captions', async () => {
    const [local, tab] = [storage(), storage()];
    const first = await TranscriptStorage.open(local, tab, undefined);
    first.save({ sources: [source('a', 1, 'One.')] });
    first.save({ sources: [] });
    expect(local.length).toBe(0);
  });

  it('takes what is damaged for empty', async () => {
    for (const damaged of ['{"sources":[{"id":1}]}', '{"sour', 'null', '[]']) {
      const [local, tab] = [storage(), storage()];
      local.setItem('tabscribe.transcript.x', damaged);
      tab.setItem('tabscribe.slot', 'x');
      expect(names((await TranscriptStorage.open(local, tab, undefined)).restored)).toEqual([]);
    }
  });
});
