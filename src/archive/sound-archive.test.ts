import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { SoundPiece } from '../contract/kept-sound';
import { SessionArchive } from './session-archive';
import { SoundArchive } from './sound-archive';

let databases = 0;

function setUp() {
  databases += 1;
  const name = `sound-${String(databases)}`;
  return { sound: new SoundArchive(name), sessions: new SessionArchive(name) };
}

const piece = (startMs: number): SoundPiece => ({
  codec: 'opus',
  sampleRateHz: 16_000,
  startMs,
  packets: [new Uint8Array([1, 2]), new Uint8Array([3])],
  packetMs: 20,
});

async function saveText({ sessions }: ReturnType<typeof setUp>, id: string): Promise<void> {
  const session = {
    id,
    startedAtMs: 1,
    savedAtMs: 2,
    lengthMs: 3,
    words: 1,
    fileName: null,
    opening: 'x',
    textBytes: 1,
    running: false,
  };
  await sessions.save(session, { heads: [], written: [], gone: [] });
}

const RUN = { startedAtMs: 1000 };
const MICROPHONE = { startedAtMs: 2000, source: 'microphone' } as const;
const TAB = { startedAtMs: 2000, source: 'tab' } as const;

describe('the sound of past sessions', () => {
  it('is kept by run and source, in the order of time', async () => {
    const { sound } = setUp();
    for (const startMs of [10_000, 5000, 0]) await sound.add('a', RUN, piece(startMs));
    await sound.add('a', TAB, piece(0));
    await sound.add('a', MICROPHONE, piece(0));
    await sound.add('b', RUN, piece(0));
    expect(await sound.tracks('a')).toEqual([RUN, MICROPHONE, TAB]);
    expect((await sound.pieces('a', RUN)).map(({ startMs }) => startMs)).toEqual([0, 5000, 10_000]);
    expect(await sound.pieces('a', TAB)).toEqual([piece(0)]);
  });

  it('counts in the list, and goes with its session', async () => {
    const set = setUp();
    await saveText(set, 'a');
    await set.sound.add('a', RUN, piece(0));
    await set.sound.add('a', RUN, piece(5000));
    expect(await set.sessions.list()).toMatchObject([{ id: 'a', audioBytes: 6 }]);
    await set.sessions.delete(['a']);
    expect(await set.sound.tracks('a')).toEqual([]);
  });

  it('can be deleted without the text', async () => {
    const set = setUp();
    await saveText(set, 'a');
    await set.sound.add('a', RUN, piece(0));
    await set.sound.delete('a');
    expect(await set.sound.pieces('a', RUN)).toEqual([]);
    expect(await set.sessions.list()).toMatchObject([{ id: 'a', audioBytes: 0 }]);
  });

  it('follows the text into the session that goes on', async () => {
    const set = setUp();
    await saveText(set, 'before');
    await set.sound.add('before', RUN, piece(0));
    await set.sound.add('since', MICROPHONE, piece(0));
    await set.sessions.absorb('since', 'before');
    expect(await set.sound.tracks('before')).toEqual([RUN, MICROPHONE]);
    expect(await set.sound.tracks('since')).toEqual([]);
    expect(await set.sessions.list()).toMatchObject([{ id: 'before', audioBytes: 6 }]);
  });

  it('goes where no session of the list and no page has it', async () => {
    const set = setUp();
    await saveText(set, 'listed');
    for (const id of ['listed', 'open', 'loose']) await set.sound.add(id, RUN, piece(0));
    await set.sound.deleteLoose(new Set(['open']));
    const left = await Promise.all(['listed', 'open', 'loose'].map((id) => set.sound.tracks(id)));
    expect(left.map(({ length }) => length)).toEqual([1, 1, 0]);
  });
});
