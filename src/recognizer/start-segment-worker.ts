import { wrap } from 'comlink';
import { SEGMENT_WORKER_NAME, type SegmentWorkerApi } from '../contract/segment-worker-api';
import type { CompiledRuntime, WorkerAlive } from '../contract/worker-life';
import type { SegmentWorker } from './remote-runner';
import { mostWorkers } from './worker-limits';
import type { WorkerSource } from './worker-pool';

/**
 * Workers of this worker's own program.
 *
 * @param runtime its compiled runtime, once it is there: they need not compile it again.
 * @returns undefined where a worker cannot start workers.
 */
export function segmentWorkers(runtime: () => CompiledRuntime | undefined): WorkerSource | undefined {
  if (typeof Worker === 'undefined') return undefined;
  return {
    most: mostWorkers(navigator),
    start: () => startSegmentWorker(runtime()),
  };
}

function startSegmentWorker(runtime: CompiledRuntime | undefined): SegmentWorker {
  const worker = new Worker(location.href, { type: 'module', name: SEGMENT_WORKER_NAME });
  const ended = endOf(worker);
  if (runtime !== undefined) worker.postMessage(runtime);
  return {
    api: wrap<SegmentWorkerApi>(worker),
    ended,
    terminate: () => {
      worker.terminate();
    },
  };
}

/** Without locks only what the worker throws, or its not starting, is told. */
function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener('error', () => {
      resolve();
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Partial<WorkerAlive> | null>) => {
      if (data?.type !== 'worker-alive' || data.lockName === undefined) return;
      void navigator.locks.request(data.lockName, () => {
        resolve();
      });
    });
  });
}
