import { expect, test } from 'vitest';
import { RunQueue } from './run-queue';

test('a failed run does not reject later ones', async () => {
  const queue = new RunQueue();
  const failed = queue.run(() => Promise.reject(new Error('device lost')));
  const waiting = queue.run(() => Promise.resolve('second'));
  await expect(failed).rejects.toThrow('device lost');
  await expect(waiting).resolves.toBe('second');
  await expect(queue.run(() => Promise.resolve('third'))).resolves.toBe('third');
});

test('a task that throws before its first await is a failed run', async () => {
  const queue = new RunQueue();
  const failed = queue.run(() => {
    throw new Error('at once');
  });
  await expect(failed).rejects.toThrow('at once');
  await expect(queue.run(() => Promise.resolve(1))).resolves.toBe(1);
});

test('runs never overlap and keep their order', async () => {
  const queue = new RunQueue();
  const log: string[] = [];
  const task = (name: string, turns: number) => async () => {
    log.push(`${name} begins`);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    log.push(`${name} ends`);
  };
  await Promise.all([queue.run(task('slow', 20)), queue.run(task('quick', 0))]);
  expect(log).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
});
