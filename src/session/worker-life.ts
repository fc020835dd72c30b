import type { WorkerAlive } from '../contract/worker-life';

/** Calls back once the worker has come to its end, whatever ended it; never where the browser has no locks. */
export function whenWorkerDies(worker: Worker, onDeath: () => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isAlive(data)) return;
    void navigator.locks.request(data.lockName, onDeath);
  });
}

function isAlive(data: unknown): data is WorkerAlive {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'worker-alive';
}
