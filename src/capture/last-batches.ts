import { wrap } from 'comlink';
import type { LastBatch, LiveSink } from '../contract/capture-messages';

/**
 * Gives another recognizer what a source that is off had captured, and the end of it. Resolves when it has all; never
 * where it is gone.
 *
 * @param fromMs what ends before is written already.
 */
export async function deliverLast(
  batches: readonly LastBatch[],
  sinkPort: MessagePort,
  fromMs: number,
): Promise<void> {
  const sink = wrap<LiveSink>(sinkPort);
  for (const { batch, endMs } of batches) {
    // What it says to a batch is heard elsewhere: as an event.
    if (endMs > fromMs) sink.push(batch).catch(() => undefined);
  }
  // Comes after them, by the same port.
  await sink.end().catch(() => undefined);
}
