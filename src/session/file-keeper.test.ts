import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FileShelf } from '../archive/file-shelf';
import { setUp, texts } from './controller-set-up';
import { Deferred } from './deferred';
import { FakeLocks } from './fake-locks';
import { segmentOf } from './fake-recognizer';
import { FileKeeper } from './file-keeper';
import { SessionLocks } from './session-locks';
import { webStorage } from './web-storage';

/** A storage for this test alone. */
function storage(): Storage {
  return webStorage(() => {
    throw new Error('no storage');
  });
}

let shelf: FileShelf;
let locks: FakeLocks;
let databases = 0;

beforeEach(() => {
  shelf = new FileShelf(`shelf-${String((databases += 1))}`);
  locks = new FakeLocks();
});

async function openTab({ tab = storage(), session = 'session-1', quota = 1e9 } = {}) {
  const page = setUp();
  let unfinished: readonly string[] = [];
  const joined: string[] = [];
  const keeper = await FileKeeper.open({
    shelf,
    queue: page.session.files,
    locks: new SessionLocks(locks, 'tabscribe.files.'),
    tab,
    sessionId: () => Promise.resolve(session),
    joinSession: (id) => Promise.resolve(joined.push(id)),
    estimate: () => Promise.resolve({ usage: 0, quota }),
    onUnfinished: (names) => {
      unfinished = names;
    },
  });
  return { ...page, keeper, tab, joined, unfinished: () => unfinished };
}

const fileOf = (name: string, content = name) => new File([content], name);

/** A tab that goes away with two files undone, the first of them begun. */
async function leaveUndone(options: Parameters<typeof openTab>[0] = {}) {
  const before = await openTab(options);
  before.recognizer.transcribed = new Deferred();
  before.session.files.add([fileOf('a.wav'), fileOf('b.wav')]);
  await vi.waitFor(() => {
    expect(before.store.state.activity.kind).toBe('transcribing');
  });
  await before.keeper.settled();
  locks.releaseAll();
  return before;
}

describe('FileKeeper', () => {
  it('keeps a file that was cancelled and taken back', async () => {
    const { session, keeper, recognizer, store } = await openTab();
    recognizer.transcribed = new Deferred();
    session.files.add([fileOf('a.wav'), fileOf('b.wav')]);
    const id = store.state.queue[1]?.id ?? '';
    await session.files.cancel(id);
    await keeper.settled();
    expect(await shelf.list()).toMatchObject([{ name: 'a.wav' }]);
    session.files.takeBack();
    await keeper.settled();
    expect(await (await shelf.bytes(id))?.text()).toBe('b.wav');
  });

  it('offers after a reload what was not done, and goes on with it when asked', async () => {
    const { tab, store } = await leaveUndone();
    const after = await openTab({ tab });
    expect(after.unfinished()).toEqual(['a.wav', 'b.wav']);
    expect(after.store.state.queue).toEqual([]);
    // The session keeper puts the text so far back on the page.
    const id = store.state.queue[0]?.id ?? '';
    after.store.write({ type: 'source-started', id, kind: 'file', name: 'a.wav', startedAtMs: 0, doneMs: 0 });
    const event = { type: 'final', segment: segmentOf(7, 'so far') } as const;
    after.store.write({ type: 'recognized', event });
    after.store.write({ type: 'file-progressed', id, doneMs: 9000 });
    await after.keeper.goOn();
    await vi.waitFor(() => {
      expect(texts(after.store)).toEqual(['so far', 'text of a.wav', 'text of b.wav']);
    });
    expect(after.recognizer.calls).toContain('transcribe a.wav file from 9000');
    expect(after.joined).toEqual([]);
    expect(after.unfinished()).toEqual([]);
    await after.keeper.settled();
    expect(await shelf.list()).toEqual([]);
    expect(await shelf.bytes(id)).toBeNull();
  });

  it('brings the text of a closed tab to the page that goes on', async () => {
    await leaveUndone({ session: 'closed' });
    const after = await openTab({ session: 'new' });
    await after.keeper.goOn();
    expect(after.joined).toEqual(['closed']);
  });

  it('leaves the files of a tab that is still there alone', async () => {
    const other = await openTab();
    other.recognizer.transcribed = new Deferred();
    other.session.files.add([fileOf('a.wav')]);
    await other.keeper.settled();
    expect((await openTab()).unfinished()).toEqual([]);
  });

  it('forgets files when asked, and what is done or cancelled by itself', async () => {
    const { tab } = await leaveUndone();
    const after = await openTab({ tab });
    await after.keeper.forget();
    after.session.files.add([fileOf('c.wav')]);
    await vi.waitFor(() => {
      expect(texts(after.store)).toEqual(['text of c.wav']);
    });
    await after.keeper.settled();
    expect(await shelf.list()).toEqual([]);
  });

  it('asks for a file again that it had no room for, and goes on with it in its place', async () => {
    const { tab } = await leaveUndone({ quota: 8 });
    const after = await openTab({ tab });
    await after.keeper.goOn();
    expect(after.store.state.queue).toMatchObject([
      { name: 'a.wav', state: { kind: 'failed', failure: { code: 'file-gone' } } },
      { name: 'b.wav', state: { kind: 'failed', failure: { code: 'file-gone' } } },
    ]);
    // Without its bytes there is nothing to try again, and nobody waits behind it.
    after.session.files.resume(after.store.state.queue[0]?.id ?? '');
    expect(after.store.state.queue).toMatchObject([
      { state: { kind: 'failed' } },
      { state: { kind: 'failed' } },
    ]);
    after.session.files.add([fileOf('b.wav'), fileOf('a.wav', 'another file')]);
    await vi.waitFor(() => {
      expect(after.recognizer.calls.filter((call) => call.startsWith('transcribe'))).toHaveLength(2);
      expect(after.store.state.queue).toMatchObject([{ name: 'a.wav', state: { kind: 'failed' } }]);
    });
  });
});
