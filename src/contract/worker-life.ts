/**
 * A worker that closes itself, or that the browser ends, tells nobody. So it holds a lock of this name from its
 * start to its end, and says so once it has it: whoever waits for the same lock gets it when the worker is gone.
 */
export interface WorkerAlive {
  readonly type: 'worker-alive';
  readonly lockName: string;
}
