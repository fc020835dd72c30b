import { describe, expect, it } from 'vitest';
import { AnswerWatch } from './answer-watch';

/** Reports of so much sound, in steps of 100 ms. */
function waited(watch: AnswerWatch, ms: number): number[] {
  const reports: number[] = [];
  for (let passed = 0; passed < ms; passed += 100) {
    const report = watch.pass(100);
    if (report?.type === 'unanswered') reports.push(report.forMs);
  }
  return reports;
}

describe('AnswerWatch', () => {
  it('tells once a second how long nothing was answered', () => {
    const watch = new AnswerWatch();
    expect(waited(watch, 5000)).toEqual([]);
    watch.sent();
    expect(waited(watch, 3500)).toEqual([1000, 2000, 3000]);
  });

  it('begins anew with each answer, also where others are still to come', () => {
    const watch = new AnswerWatch();
    watch.sent();
    watch.sent();
    expect(waited(watch, 1900)).toEqual([1000]);
    watch.answered();
    expect(waited(watch, 1900)).toEqual([1000]);
    watch.answered();
    expect(waited(watch, 5000)).toEqual([]);
  });

  it('does not wait for what another sink owes', () => {
    const watch = new AnswerWatch();
    watch.sent();
    watch.reset();
    expect(waited(watch, 5000)).toEqual([]);
    watch.sent();
    expect(waited(watch, 1000)).toEqual([1000]);
  });
});
