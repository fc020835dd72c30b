import { expect, test } from 'vitest';
import { Backlog } from './backlog';

test('tells once that captions do not keep up, and anew after they have', () => {
  const backlog = new Backlog();
  const behindMs = [300, 2500, 400, 2100, 2200, 2300, 2400, 2500, 100, 2100, 2100, 2100];
  expect(behindMs.flatMap((ms, run) => (backlog.note(ms) ? [run] : []))).toEqual([5, 11]);
});
