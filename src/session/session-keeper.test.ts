import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionArchive } from '../archive/session-archive';
import { FakeLocks } from './fake-locks';
import { segmentOf } from './fake-recognizer';
import { moveOldTranscripts } from './old-transcripts';
import { SessionKeeper } from './session-keeper';
import { SessionLocks } from './session-locks';
import { initialState } from './session-state';
import { SessionStore } from './session-store';
import { webStorage } from './web-storage';

/** A storage for this test alone. */
function storage(): Storage {
  return webStorage(() => {
    throw new Error('no storage');
  });
}

let archive: SessionArchive;
let locks: FakeLocks;
let databases = 0;

beforeEach(() => {
  archive = new SessionArchive(`keeper-${String((databases += 1))}`);
  locks = new FakeLocks();
});

async function openTab(tab = storage()) {
  const store = new SessionStore(initialState('auto', true));
  const kept: boolean[] = [];
  const keeper = await SessionKeeper.open({
    archive,
    store,
    locks: new SessionLocks(locks),
    tab,
    nowMs: () => 5000,
    onKept: (done) => kept.push(done),
  });
  return { tab, store, keeper, kept };
}

type Tab = Awaited<ReturnType<typeof openTab>>;

let sources = 0;
function speak({ store }: Tab, ...said: string[]): void {
  sources += 1;
  const id = `source-${String(sources)}`;
  store.write({ type: 'source-started', id, kind: 'microphone', name: 'Microphone', startedAtMs: sources });
  said.forEach((text, index) => {
    store.write({ type: 'recognized', event: { type: 'final', segment: segmentOf(index, text) } });
  });
}

function listen({ store }: Tab): void {
  store.dispatch({ type: 'listen-requested' });
  store.dispatch({ type: 'listening', nowMs: 0 });
}

const shown = ({ store }: Tab): string[] =>
  store.transcript.sources.flatMap(({ track }) => track.segments.map(({ text }) => text));

const openings = async (): Promise<string[]> => (await archive.list()).map(({ opening }) => opening);

async function saved(tab: Tab): Promise<void> {
  tab.keeper.save();
  await vi.waitFor(() => {
    expect(tab.kept.at(-1)).toBe(true);
  });
}

describe('SessionKeeper', () => {
  it('gives a reloaded tab its captions back, and says that they were not finished', async () => {
    const first = await openTab();
    listen(first);
    speak(first, 'One.', 'Two.');
    await saved(first);
    expect(await first.keeper.unfinished()).toEqual([]);
    locks.releaseAll();
    const again = await openTab(first.tab);
    expect(shown(again)).toEqual(['One.', 'Two.']);
    expect((await again.keeper.unfinished()).map(({ id }) => id)).toEqual([first.keeper.id]);
  });

  it('gives them back also where the browser is slow to let go of the page before', async () => {
    const first = await openTab();
    speak(first, 'One.');
    await saved(first);
    const request = locks.request.bind(locks);
    vi.spyOn(locks, 'request').mockImplementationOnce(async (name, { signal }, callback) => {
      await new Promise((resolve, reject) => {
        setTimeout(resolve, 1000);
        signal?.addEventListener('abort', reject);
      });
      locks.releaseAll();
      return request(name, {}, callback);
    });
    expect(shown(await openTab(first.tab))).toEqual(['One.']);
  });

  it('offers what a closed tab was writing, and not what an open one writes', async () => {
    const [first, second] = [await openTab(), await openTab()];
    for (const tab of [first, second]) {
      listen(tab);
      speak(tab, 'Words.');
      await saved(tab);
    }
    const third = await openTab();
    expect(await third.keeper.unfinished()).toEqual([]);
    locks.releaseAll();
    expect((await third.keeper.unfinished()).length).toBe(2);
  });

  it('does not call finished captions unfinished', async () => {
    const tab = await openTab();
    listen(tab);
    speak(tab, 'One.');
    await saved(tab);
    tab.store.dispatch({ type: 'stop-requested' });
    tab.store.dispatch({ type: 'finished' });
    await saved(tab);
    await vi.waitFor(async () => {
      expect((await archive.list())[0]?.running).toBe(false);
    });
  });

  it('leaves a cleared session in the list, and begins another', async () => {
    const tab = await openTab();
    speak(tab, 'One.');
    await saved(tab);
    tab.store.write({ type: 'cleared', inProgress: false });
    tab.keeper.startNew();
    speak(tab, 'Two.');
    await saved(tab);
    await vi.waitFor(async () => {
      expect(await openings()).toEqual(['Two.', 'One.']);
    });
  });

  it('has one session again after the clearing is undone', async () => {
    const tab = await openTab();
    speak(tab, 'One.');
    await saved(tab);
    const before = tab.store.transcript;
    tab.store.write({ type: 'cleared', inProgress: false });
    tab.keeper.startNew();
    speak(tab, 'Two.');
    await saved(tab);
    tab.store.write({ type: 'restored', transcript: before });
    await tab.keeper.rejoin();
    await saved(tab);
    await vi.waitFor(async () => {
      expect(await openings()).toEqual(['One. Two.']);
    });
  });

  it('joins what is on the page to a session of the list', async () => {
    const first = await openTab();
    speak(first, 'One.');
    await saved(first);
    locks.releaseAll();
    const second = await openTab();
    speak(second, 'Two.');
    await saved(second);
    expect(await second.keeper.join(first.keeper.id)).toBe(true);
    expect(shown(second)).toEqual(['One.', 'Two.']);
    await saved(second);
    await vi.waitFor(async () => {
      expect(await openings()).toEqual(['One. Two.']);
    });
  });

  it('leaves the page as it is where another tab has the session', async () => {
    const first = await openTab();
    speak(first, 'One.');
    await saved(first);
    const second = await openTab();
    speak(second, 'Two.');
    expect(await second.keeper.open(first.keeper.id)).toBe(false);
    expect(shown(second)).toEqual(['Two.']);
    expect(second.keeper.id).not.toBe(first.keeper.id);
  });

  it('gives a duplicated tab a session of its own', async () => {
    const first = await openTab();
    speak(first, 'One.');
    await saved(first);
    const copy = await openTab(first.tab);
    expect(copy.keeper.id).not.toBe(first.keeper.id);
    expect(shown(copy)).toEqual([]);
  });
});

describe('moveOldTranscripts', () => {
  it('moves what earlier versions kept, and drops what cannot be read', async () => {
    const local = storage();
    const track = { segments: [segmentOf(1, 'Old.')], partials: [] };
    const source = { id: 'a', kind: 'microphone', name: 'Microphone', startedAtMs: 1, track };
    local.setItem('tabscribe.transcript.slot', JSON.stringify({ sources: [source] }));
    local.setItem('tabscribe.transcript.broken', '{"sources":');
    await moveOldTranscripts(local, archive);
    expect((await archive.list()).map(({ id, opening }) => [id, opening])).toEqual([['slot', 'Old.']]);
    expect(local.length).toBe(0);
  });
});
