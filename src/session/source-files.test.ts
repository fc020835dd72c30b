import { describe, expect, it } from 'vitest';
import { waitingEntry, type QueueEntry } from './queued-file';
import { SourceFiles } from './source-files';

describe('SourceFiles', () => {
  it('has the files of the queue after they have left it, and those that a person opens again', () => {
    let tell: (entries: readonly QueueEntry[]) => void = () => undefined;
    const files = new SourceFiles({ subscribe: (listener) => (tell = listener) });
    const [done, again] = [new File(['a'], 'a.wav'), new File(['b'], 'b.wav')];
    expect(files.fileOf('a')).toBeNull();
    tell([waitingEntry('a', done), { ...waitingEntry('b', again), file: null }]);
    tell([]);
    expect(files.fileOf('a')).toBe(done);
    expect(files.fileOf('b')).toBeNull();
    files.giveFile('b', again);
    expect(files.fileOf('b')).toBe(again);
  });
});
