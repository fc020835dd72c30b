import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeChannels } from './fake-channels';
import type { LibraryNews } from './library-news';
import { LibraryTabs } from './library-tabs';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two tabs: what the second one hears of the first. */
function setUp() {
  const channel = fakeChannels();
  const nowMs = () => performance.now();
  const news: LibraryNews[] = [];
  const silent: string[] = [];
  const nothing = (): void => undefined;
  const one = new LibraryTabs({ channel: channel(), nowMs, onNews: nothing, onSilence: nothing });
  const two = new LibraryTabs({
    channel: channel(),
    nowMs,
    onNews: (item) => news.push(item),
    onSilence: (id) => silent.push(id),
  });
  return { one, two, news, silent };
}

it('tells of progress five times a second at most, and of all else at once', () => {
  const { one, news } = setUp();
  vi.advanceTimersByTime(1000);
  for (const doneBytes of [1, 2, 3]) {
    one.tellProgress('big', doneBytes, 9);
    vi.advanceTimersByTime(120);
  }
  one.tell({ type: 'changed', id: 'big' });
  expect(news.map((item) => (item.type === 'progress' ? item.doneBytes : item.type))).toEqual([
    1,
    3,
    'changed',
  ]);
});

it('misses a tab that falls silent, and none that goes on', () => {
  const { one, two, silent } = setUp();
  vi.advanceTimersByTime(1000);
  two.expect('big');
  two.expect('small');
  vi.advanceTimersByTime(4000);
  one.tellProgress('big', 1, 9);
  two.expect('big');
  vi.advanceTimersByTime(4000);
  expect(silent).toEqual(['small']);
  vi.advanceTimersByTime(2000);
  expect(silent).toEqual(['small', 'big']);
});
