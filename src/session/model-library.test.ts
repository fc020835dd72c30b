import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure, Outcome } from '../contract/errors';
import type { LibraryProgress, ModelLibraryApi, ShelfEntry } from '../contract/model-library-api';
import { Deferred } from './deferred';
import { fakeChannels } from './fake-channels';
import { InstalledModels, modelsEvicted } from './installed-models';
import type { LibraryState, ModelWork } from './library-state';
import { PageLibrary } from './model-library';
import { webStorage } from './web-storage';

const BIG: ShelfEntry = {
  model: {
    id: 'big',
    name: 'Big',
    roles: ['files'],
    bytes: 30_000_000,
    languages: ['en'],
    licence: 'MIT',
    wer: [],
    needs: {},
    origin: 'built',
  },
  source: 'server',
  totalBytes: 30_000_000,
  keptBytes: 0,
  usedBytes: 0,
  inUse: false,
};
const UNREACHABLE: Failure = { code: 'model-unreachable', message: 'No.' };

function setUp(channel = fakeChannels()()) {
  const calls: string[] = [];
  const device = { entry: BIG, online: true, persisted: false };
  const installing = { outcome: new Deferred<Outcome<null>>(), report: (() => undefined) as LibraryProgress };
  const api: ModelLibraryApi = {
    list: () => Promise.resolve({ ok: true, value: { entries: [device.entry], keeps: true } }),
    install: (id, _choice, onProgress) => {
      calls.push(`install ${id}`);
      installing.outcome = new Deferred();
      installing.report = onProgress;
      return installing.outcome.promise;
    },
    pause: (id) => {
      calls.push(`pause ${id}`);
      installing.outcome.resolve({ ok: false, failure: { code: 'cancelled', message: '' } });
      return Promise.resolve();
    },
    verify: () => Promise.resolve({ ok: true, value: ['a.onnx'] }),
    remove: (id) => {
      calls.push(`remove ${id}`);
      return Promise.resolve({ ok: true, value: null });
    },
    look: () => Promise.reject(new Error('not asked for here')),
    add: () => Promise.reject(new Error('not asked for here')),
  };
  const installed = new InstalledModels(
    webStorage(() => {
      throw new Error('none here');
    }),
  );
  const states: LibraryState[] = [];
  const library = new PageLibrary({
    api,
    channel,
    installed,
    storage: {
      estimate: () => Promise.resolve({ usage: 40, quota: 100 }),
      persisted: () => Promise.resolve(device.persisted),
    },
    persist: () => {
      calls.push('persist');
      device.persisted = true;
      return Promise.resolve(true);
    },
    choice: () => ({ provider: 'wasm', precision: 'int8' }),
    isOnline: () => device.online,
    nowMs: () => performance.now(),
    onChange: (state) => states.push(state),
  });
  const work = (): ModelWork | undefined => library.state.rows?.[0]?.work;
  return { library, calls, device, installing, installed, states, work };
}

const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
};

describe('a big model', () => {
  it('that is installed has the browser asked to keep it, once', async () => {
    const { library, calls, installing, device } = setUp();
    await library.refresh();
    expect(calls).toEqual([]);
    const done = library.install('big');
    expect(calls).toEqual(['persist', 'install big']);
    installing.outcome.resolve({ ok: true, value: null });
    device.entry = { ...BIG, version: '1', keptBytes: BIG.totalBytes };
    expect(await done).toEqual({ ok: true, value: null });
    expect(library.state).toMatchObject({
      persisted: true,
      rows: [{ version: '1', work: { kind: 'none' } }],
    });
    await library.verify('big');
    expect(library.state.rows?.[0]?.work).toEqual({ kind: 'verified', badFiles: 1 });
    void library.install('big');
    expect(calls).toEqual(['persist', 'install big', 'install big']);
  });

  it('is not asked about where it is small', async () => {
    const { library, calls, device } = setUp();
    device.entry = { ...BIG, totalBytes: 1000 };
    await library.refresh();
    void library.install('big');
    expect(calls).toEqual(['install big']);
  });
});

describe('an installation', () => {
  it('that finds no room says how much the browser would give', async () => {
    const { library, installing, work } = setUp();
    await library.refresh();
    const done = library.install('big');
    const failure: Failure = { code: 'storage-full', message: 'No room.' };
    installing.outcome.resolve({ ok: false, failure });
    await done;
    expect(work()).toEqual({ kind: 'failed', failure, freeBytes: 60 });
  });

  it('goes on when the connection is back', async () => {
    const { library, calls, installing, work, device } = setUp();
    await library.refresh();
    device.online = false;
    const done = library.install('big');
    installing.outcome.resolve({ ok: false, failure: UNREACHABLE });
    await done;
    expect(work()).toEqual({ kind: 'waiting' });
    device.online = true;
    library.online();
    expect(calls.filter((call) => call.startsWith('install'))).toHaveLength(2);
    expect(work()).toMatchObject({ kind: 'installing' });
  });

  it('is over with its answer, even where progress comes behind it', async () => {
    const { library, installing, work } = setUp();
    await library.refresh();
    const done = library.install('big');
    installing.outcome.resolve({ ok: true, value: null });
    await done;
    installing.report(30_000_000, 30_000_000);
    expect(work()).toEqual({ kind: 'none' });
  });

  it('that the server ends while there is a connection has failed', async () => {
    const { library, installing, work } = setUp();
    await library.refresh();
    const done = library.install('big');
    installing.outcome.resolve({ ok: false, failure: UNREACHABLE });
    await done;
    expect(work()).toMatchObject({ kind: 'failed', failure: UNREACHABLE });
  });
});

describe('another tab', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the progress, can pause it, and sees the end', async () => {
    const channel = fakeChannels();
    const [one, two] = [setUp(channel()), setUp(channel())];
    await Promise.all([one.library.refresh(), two.library.refresh()]);
    const done = one.library.install('big');
    vi.advanceTimersByTime(1000);
    one.installing.report(10, 40);
    expect(two.work()).toEqual({ kind: 'installing', doneBytes: 10, totalBytes: 40, elsewhere: true });
    expect(two.library.isBusy).toBe(false);
    await two.library.pause('big');
    expect((await done)?.ok).toBe(false);
    expect(one.calls).toContain('pause big');
    await settle();
    expect([one.work(), two.work()]).toEqual([{ kind: 'none' }, { kind: 'none' }]);
  });

  it('that is closed in the middle is forgotten', async () => {
    const channel = fakeChannels();
    const [one, two] = [setUp(channel()), setUp(channel())];
    await Promise.all([one.library.refresh(), two.library.refresh()]);
    void one.library.install('big');
    vi.advanceTimersByTime(1000);
    one.installing.report(10, 40);
    vi.advanceTimersByTime(6000);
    await settle();
    expect(two.work()).toEqual({ kind: 'none' });
  });
});

describe('what the browser has removed', () => {
  it('is told apart from what was never here, and from what the person deleted', async () => {
    const { library, device } = setUp();
    await library.refresh();
    expect(library.state.rows?.[0]?.evicted).toBe(false);
    device.entry = { ...BIG, version: '1', keptBytes: 30_000_000 };
    await library.refresh();
    device.entry = BIG;
    await library.refresh();
    expect(library.state.rows?.[0]?.evicted).toBe(true);
    await library.remove('big');
    expect(library.state.rows?.[0]?.evicted).toBe(false);
  });

  it('is seen by the database that is gone', async () => {
    const factory = (names: readonly string[]): Pick<IDBFactory, 'databases'> => ({
      databases: () => Promise.resolve(names.map((name) => ({ name, version: 1 }))),
    });
    expect(await modelsEvicted(factory(['tabscribe-models', 'other']))).toBe(false);
    expect(await modelsEvicted(factory(['other']))).toBe(true);
    expect(await modelsEvicted({})).toBe(false);
  });
});
