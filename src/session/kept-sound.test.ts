import { describe, expect, it } from 'vitest';
import type { SoundArchive } from '../archive/sound-archive';
import type { SoundTrack } from '../archive/sound-records';
import type { SoundPiece } from '../contract/kept-sound';
import { KeptSound } from './kept-sound';
import { initialState } from './session-state';
import { SessionStore } from './session-store';

const piece = (startMs: number): SoundPiece => ({
  codec: 'opus',
  sampleRateHz: 16_000,
  startMs,
  packets: [],
  packetMs: 20,
  source: 'tab',
});

function setUp() {
  const added: [string, SoundTrack, number][] = [];
  const archive = {
    failure: null as Error | null,
    add(id: string, track: SoundTrack, { startMs }: SoundPiece) {
      if (this.failure !== null) return Promise.reject(this.failure);
      added.push([id, track, startMs]);
      return Promise.resolve();
    },
  };
  const store = new SessionStore(initialState('auto', true));
  const keeper = { id: 'here' };
  const sound = new KeptSound({
    archive: archive as unknown as SoundArchive,
    keeper: Promise.resolve(keeper),
    locks: { held: () => Promise.resolve(new Set<string>()) },
    store,
  });
  store.dispatch({ type: 'sound', event: { type: 'keep-chosen', keep: true } });
  store.write({ type: 'source-started', id: 'run', kind: 'both', name: '', startedAtMs: 7000 });
  const take = async (startMs: number) => {
    sound.take({ type: 'sound', piece: piece(startMs) });
    await sound.settled();
  };
  return { added, archive, store, keeper, sound, take };
}

describe('KeptSound', () => {
  it('writes pieces to the session on the page, by their run and source', async () => {
    const { added, take, keeper } = setUp();
    await take(0);
    keeper.id = 'next';
    await take(5000);
    const track = { startedAtMs: 7000, source: 'tab' };
    expect(added).toEqual([
      ['here', track, 0],
      ['next', track, 5000],
    ]);
  });

  it('says that there is no room, and leaves the rest until the next start', async () => {
    const { added, archive, store, take } = setUp();
    archive.failure = new DOMException('full', 'QuotaExceededError');
    await take(0);
    expect(store.state.sound.keepFailure).toBe('full');
    archive.failure = null;
    await take(5000);
    expect(added).toEqual([]);
    store.dispatch({ type: 'listen-requested' });
    await take(0);
    expect(added).toHaveLength(1);
  });

  it('tells another failure apart, of the encoder too', async () => {
    const { archive, store, sound, take } = setUp();
    archive.failure = new Error('broken');
    await take(0);
    expect(store.state.sound.keepFailure).toBe('failed');
    store.dispatch({ type: 'sound', event: { type: 'keep-failure-dismissed' } });
    sound.take({ type: 'sound-failed', failure: { code: 'internal', message: 'x' } });
    expect(store.state.sound.keepFailure).toBe('failed');
  });

  it('keeps nothing once the person has switched it off', async () => {
    const { added, store, take } = setUp();
    store.dispatch({ type: 'sound', event: { type: 'keep-chosen', keep: false } });
    await take(0);
    expect(added).toEqual([]);
  });
});
