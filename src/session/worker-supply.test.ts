import { afterEach, describe, expect, it, vi } from 'vitest';
import { WorkerSupply } from './worker-supply';

/** A worker that is told what to send. */
class FakeWorker extends EventTarget {
  readonly received: unknown[] = [];

  postMessage(message: unknown): void {
    this.received.push(message);
  }

  send(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function setUp() {
  const made: FakeWorker[] = [];
  const supply = new WorkerSupply(() => {
    const worker = new FakeWorker();
    made.push(worker);
    return worker as unknown as Worker;
  });
  return { supply, made };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('WorkerSupply', () => {
  it('has a worker in reserve once it is told to, and takes that one next', () => {
    const { supply, made } = setUp();
    supply.take();
    expect(made).toHaveLength(1);
    supply.keepSpare();
    supply.keepSpare();
    expect(made).toHaveLength(2);
    expect(supply.take().worker).toBe(made[1]);
    expect(supply.take().worker).toBe(made[2]);
  });

  it('gives each worker the runtime that the first one compiled', () => {
    const { supply, made } = setUp();
    supply.take();
    expect(made[0]?.received).toEqual([]);
    const runtime = { type: 'compiled-runtime', module: 'the module' };
    made[0]?.send(runtime);
    supply.keepSpare();
    expect(made[1]?.received).toEqual([runtime]);
  });

  it('knows the end of a worker that was in reserve when it said that it lives', async () => {
    const { supply, made } = setUp();
    let die = (): void => undefined;
    vi.stubGlobal('navigator', {
      locks: { request: (_name: string, granted: () => void) => void (die = granted) },
    });
    supply.keepSpare();
    made[0]?.send({ type: 'worker-alive', lockName: 'a' });
    const { end } = supply.take();
    die();
    expect(await end).toBe('its worker is gone');
  });

  it('does not hand out one that is gone', async () => {
    const { supply, made } = setUp();
    supply.keepSpare();
    made[0]?.dispatchEvent(new Event('error'));
    await Promise.resolve();
    await Promise.resolve();
    expect(supply.take().worker).toBe(made[1]);
  });
});
