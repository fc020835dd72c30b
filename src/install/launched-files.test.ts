import { expect, it } from 'vitest';
import { followLaunches, type LaunchQueue } from './launched-files';

const tab = new Map<string, string>();

function open({ isReload = false } = {}) {
  let launch: Parameters<LaunchQueue['setConsumer']>[0] = () => undefined;
  const taken: string[] = [];
  const unreadable: number[] = [];
  followLaunches({
    queue: { setConsumer: (consumer) => (launch = consumer) },
    take: (files) => taken.push(...files.map(({ name }) => name)),
    onUnreadable: (count) => unreadable.push(count),
    tab: { getItem: (key) => tab.get(key) ?? null, setItem: (key, value) => void tab.set(key, value) },
    isReload,
  });
  return {
    launch: async (...files: readonly FileSystemHandle[]): Promise<void> => {
      await launch({ files });
    },
    taken,
    unreadable,
  };
}

function handle(name: string, bytes = 'sound'): FileSystemHandle {
  const file = new File([bytes], name, { lastModified: 7 });
  return { kind: 'file', name, getFile: () => Promise.resolve(file) } as unknown as FileSystemHandle;
}

it('takes the files of each launch, the same ones too where the person opens them again', async () => {
  const page = open();
  await page.launch();
  await page.launch(handle('a.wav'), { kind: 'directory', name: 'talks' } as FileSystemHandle);
  await page.launch(handle('a.wav'));
  expect(page.taken).toEqual(['a.wav', 'a.wav']);
  expect(page.unreadable).toEqual([]);
});

it('takes none again that a page which is loaded again is told of', async () => {
  await open().launch(handle('a.wav'), handle('b.wav'));
  const again = open({ isReload: true });
  await again.launch(handle('a.wav'), handle('b.wav'));
  expect(again.taken).toEqual([]);
  await again.launch(handle('a.wav'), handle('b.wav'));
  expect(again.taken).toEqual(['a.wav', 'b.wav']);
  const changed = open({ isReload: true });
  await changed.launch(handle('a.wav'), handle('b.wav', 'longer'));
  expect(changed.taken).toEqual(['a.wav', 'b.wav']);
});

it('tells of a file that cannot be read, and takes the others', async () => {
  const page = open();
  const gone = { kind: 'file', getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
  await page.launch(handle('a.wav'), gone as unknown as FileSystemHandle);
  expect(page.taken).toEqual(['a.wav']);
  expect(page.unreadable).toEqual([1]);
});

it('does nothing in a browser that opens no files with apps', () => {
  expect(() => {
    followLaunches({
      queue: undefined,
      take: () => undefined,
      onUnreadable: () => undefined,
      tab: { getItem: () => null, setItem: () => undefined },
      isReload: false,
    });
  }).not.toThrow();
});
