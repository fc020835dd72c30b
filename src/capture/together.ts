import { CaptureFailure } from './capture-failure';
import type { LiveSource } from './live-source';

/**
 * Sources that wait for each other: each open() gives its stream once all have theirs. Where one fails, it fails with
 * its own error, and the others let go of what they had.
 */
export function together(sources: readonly LiveSource[]): readonly LiveSource[] {
  let missing = sources.length;
  let allOpen: () => void = () => undefined;
  let oneFailed: (error: unknown) => void = () => undefined;
  const all = new Promise<void>((resolve, reject) => {
    allOpen = resolve;
    oneFailed = reject;
  });
  // Where nobody waits yet, the failure is told by the source itself.
  all.catch(() => undefined);
  const open = async (source: LiveSource): Promise<MediaStream> => {
    let stream: MediaStream;
    try {
      stream = await source.open();
    } catch (error) {
      oneFailed(error);
      throw error;
    }
    missing -= 1;
    if (missing === 0) allOpen();
    try {
      await all;
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      throw error instanceof Error ? error : new CaptureFailure('microphone-failed', String(error));
    }
    return stream;
  };
  return sources.map((source) => ({ open: () => open(source), follow: (node) => source.follow(node) }));
}
