import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionArchive } from '../archive/session-archive';
import { segmentOf } from './fake-recognizer';
import { SessionSaver } from './session-saver';
import { initialState } from './session-state';
import { SessionStore } from './session-store';
import { TranscriptEditor } from './transcript-editor';

let archive: SessionArchive;
let databases = 0;

beforeEach(() => {
  archive = new SessionArchive(`saver-${String((databases += 1))}`);
});

function setUp() {
  const store = new SessionStore(initialState('auto', true));
  const kept: boolean[] = [];
  const deps = { archive, store, nowMs: () => 5000, onKept: (done: boolean) => kept.push(done) };
  return { store, kept, saver: new SessionSaver(deps, 'one') };
}

let sources = 0;
function speak(store: SessionStore, text: string): void {
  sources += 1;
  const id = `source-${String(sources)}`;
  store.write({ type: 'source-started', id, kind: 'microphone', name: 'Microphone', startedAtMs: sources });
  store.write({ type: 'recognized', event: { type: 'final', segment: segmentOf(0, text) } });
}

const listed = async (): Promise<unknown> =>
  (await archive.list()).map(({ id, opening, running }) => ({ id, opening, running }));

describe('SessionSaver', () => {
  it('saves by itself, once for several changes', async () => {
    const save = vi.spyOn(archive, 'save');
    const { store } = setUp();
    store.dispatch({ type: 'listen-requested' });
    speak(store, 'One.');
    speak(store, 'Two.');
    await vi.waitFor(async () => {
      expect(await listed()).toEqual([{ id: 'one', opening: 'One. Two.', running: true }]);
    });
    expect(save).toHaveBeenCalledOnce();
  });

  it('keeps no session whose words a person has all taken out, until one is back', async () => {
    const { store, saver } = setUp();
    speak(store, 'Um.');
    saver.save();
    const editor = new TranscriptEditor(store, () => ({ has: () => false, add: () => true }));
    const source = store.transcript.sources[0]!.id;
    editor.correct({ source, line: 0, from: 0, to: 1 }, '');
    saver.save();
    await vi.waitFor(async () => {
      expect(await listed()).toEqual([]);
    });
    editor.undo();
    saver.save();
    await vi.waitFor(async () => {
      expect(await listed()).toEqual([{ id: 'one', opening: 'Um.', running: false }]);
    });
    expect((await archive.read('one')).sources).toHaveLength(1);
  });

  it('writes all that is on the page to the session that it is by then', async () => {
    const { store, saver, kept } = setUp();
    speak(store, 'One.');
    saver.save();
    saver.moveTo('two');
    saver.save();
    await vi.waitFor(() => {
      expect(kept).toEqual([true, true]);
    });
    expect((await archive.read('two')).sources).toEqual((await archive.read('one')).sources);
    expect((await archive.read('two')).sources).toHaveLength(1);
  });

  it('says when there is no room, and writes all of it once there is', async () => {
    const { store, saver, kept } = setUp();
    const save = vi
      .spyOn(archive, 'save')
      .mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    speak(store, 'One.');
    saver.save();
    await vi.waitFor(() => {
      expect(kept).toEqual([false]);
    });
    speak(store, 'Two.');
    saver.save();
    await vi.waitFor(() => {
      expect(kept).toEqual([false, true]);
    });
    expect(save).toHaveBeenCalledTimes(2);
    expect((await archive.read('one')).sources).toHaveLength(2);
  });
});
