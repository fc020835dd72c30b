import { wrap } from 'comlink';
import type { LastBatch, LiveSink } from '../contract/capture-messages';

/**
 * Gives another recognizer what a source that is off had captured, and the end of it.
 *
 * @param fromMs what ends before is written already.
 */
export function deliverLast(batches: readonly LastBatch[], sinkPort: MessagePort, fromMs: number): void {
  const sink = wrap<LiveSink>(sinkPort);
  const calls = batches.filter(({ endMs }) => endMs > fromMs).map(({ batch }) => sink.push(batch));
  // Whoever waits for the text hears of a recognizer that is gone.
  void Promise.allSettled([...calls, sink.end()]);
}
