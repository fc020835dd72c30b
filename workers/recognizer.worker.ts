import { expose } from 'comlink';
import { SEGMENT_WORKER_NAME } from '../src/contract/segment-worker-api';
import type { CompiledRuntime, WorkerAlive } from '../src/contract/worker-life';
import { BROWSER_PARTS } from '../src/recognizer/browser-parts';
import { shareCompiledRuntime } from '../src/recognizer/compiled-runtime';
import { Recognizer } from '../src/recognizer/recognizer';
import { SegmentWriter } from '../src/recognizer/segment-writer';
import { segmentWorkers } from '../src/recognizer/start-segment-worker';

let runtime: CompiledRuntime | undefined;

expose(
  self.name === SEGMENT_WORKER_NAME
    ? new SegmentWriter(BROWSER_PARTS)
    : new Recognizer({ ...BROWSER_PARTS, segmentWorkers: segmentWorkers(() => runtime) }),
);

const takeRuntime = shareCompiledRuntime((compiled) => {
  runtime = compiled;
  postMessage(compiled);
});
addEventListener('message', ({ data }: MessageEvent<Partial<CompiledRuntime> | null>) => {
  if (data?.type !== 'compiled-runtime') return;
  runtime = data as CompiledRuntime;
  takeRuntime(runtime);
});

// Insecure pages have no locks.
const locks = navigator.locks as LockManager | undefined;
const lockName = `tabscribe.worker.${String(performance.timeOrigin)}.${String(Math.random())}`;
void locks?.request(lockName, () => {
  postMessage({ type: 'worker-alive', lockName } satisfies WorkerAlive);
  return new Promise<never>(() => undefined);
});
