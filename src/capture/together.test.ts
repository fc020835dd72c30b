import { describe, expect, it, vi } from 'vitest';
import type { LiveSource } from './live-source';
import { together } from './together';

function fakeSource() {
  const track = { stop: vi.fn() };
  const stream = { getTracks: () => [track] } as unknown as MediaStream;
  let open: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const opening = new Promise<MediaStream>((resolve, reject) => {
    open = () => {
      resolve(stream);
    };
    fail = reject;
  });
  const source: LiveSource = { open: () => opening, follow: () => () => undefined };
  return { source, track, stream, open, fail };
}

describe('together', () => {
  it('gives no stream before all are there', async () => {
    const [one, two] = [fakeSource(), fakeSource()];
    const given: MediaStream[] = [];
    const opening = together([one.source, two.source]).map(async (source) => given.push(await source.open()));
    one.open();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(given).toEqual([]);
    two.open();
    await Promise.all(opening);
    expect(given).toEqual([one.stream, two.stream]);
  });

  it('gives none where one fails, and lets go of the others', async () => {
    const [one, two] = [fakeSource(), fakeSource()];
    const opening = Promise.allSettled(together([one.source, two.source]).map((source) => source.open()));
    one.open();
    two.fail(new Error('refused'));
    const reasons = (await opening).map((outcome) => outcome.status === 'rejected' && String(outcome.reason));
    expect(reasons).toEqual(['Error: refused', 'Error: refused']);
    expect(one.track.stop).toHaveBeenCalled();
  });
});
