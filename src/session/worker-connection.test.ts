import { expose } from 'comlink';
import { expect, it } from 'vitest';
import type { Outcome } from '../contract/errors';
import { WorkerConnection } from './worker-connection';

interface Api {
  double(n: number): Outcome<number>;
  fail(): Outcome<number>;
  hang(): Promise<Outcome<number>>;
}

/** A connection to what stands at the other end of a channel, as a worker does. */
function setUp() {
  const { port1, port2 } = new MessageChannel();
  const api: Api = {
    double: (n) => ({ ok: true, value: 2 * n }),
    fail: () => {
      throw new Error('planted');
    },
    hang: () => new Promise(() => undefined),
  };
  expose(api, port2);
  let ended = 0;
  const worker = Object.assign(port1, {
    terminate: () => {
      ended += 1;
      port1.close();
    },
  });
  port1.start();
  return { connection: new WorkerConnection<Api>(worker as unknown as Worker), ends: () => ended };
}

const failed = (message: string) => ({ ok: false, failure: { code: 'internal', message } });

it('passes on what is answered, and what is thrown as a failure', async () => {
  const { connection } = setUp();
  expect(await connection.answered((remote) => remote.double(4))).toEqual({ ok: true, value: 8 });
  expect(await connection.answered((remote) => remote.fail())).toEqual(failed('planted'));
  connection.end('done');
});

it('answers all calls that wait when the worker is gone, and those that come later', async () => {
  const { connection, ends } = setUp();
  const waiting = connection.answered((remote) => remote.hang());
  connection.end('It died.');
  expect(ends()).toBe(1);
  expect(await waiting).toEqual(failed('It died.'));
  expect(await connection.answered((remote) => remote.hang())).toEqual(failed('It died.'));
});
