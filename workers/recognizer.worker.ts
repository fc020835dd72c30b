import { expose } from 'comlink';
import type { CompiledRuntime, WorkerAlive } from '../src/contract/worker-life';
import { BROWSER_PARTS } from '../src/recognizer/browser-parts';
import { shareCompiledRuntime } from '../src/recognizer/compiled-runtime';
import { Recognizer } from '../src/recognizer/recognizer';

expose(new Recognizer(BROWSER_PARTS));

const takeRuntime = shareCompiledRuntime((runtime) => {
  postMessage(runtime);
});
addEventListener('message', ({ data }: MessageEvent<Partial<CompiledRuntime> | null>) => {
  if (data?.type === 'compiled-runtime') takeRuntime(data as CompiledRuntime);
});

// Insecure pages have no locks.
const locks = navigator.locks as LockManager | undefined;
const lockName = `tabscribe.worker.${String(performance.timeOrigin)}.${String(Math.random())}`;
void locks?.request(lockName, () => {
  postMessage({ type: 'worker-alive', lockName } satisfies WorkerAlive);
  return new Promise<never>(() => undefined);
});
