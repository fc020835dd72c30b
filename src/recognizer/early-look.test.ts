import { describe, expect, it } from 'vitest';
import type { Hypothesis } from './acoustic-model';
import { EarlyLook, type Span } from './early-look';

const SPAN: Span = { startFrame: 100, endFrame: 400 };

function setUp() {
  const looks: { span: Span; signal: AbortSignal; hypothesis: Promise<Hypothesis> }[] = [];
  const early = new EarlyLook();
  const update = (span: Span | undefined) => {
    early.update(span, (begunSpan, signal) => {
      const hypothesis = Promise.resolve({ text: `look ${String(looks.length)}`, words: [] });
      looks.push({ span: begunSpan, signal, hypothesis });
      return hypothesis;
    });
  };
  return { early, looks, update };
}

describe('EarlyLook', () => {
  it('begins once and gives what it began', async () => {
    const { early, looks, update } = setUp();
    update(SPAN);
    update({ ...SPAN });
    expect(looks.map(({ span }) => span)).toEqual([SPAN]);
    expect(await early.take(SPAN)).toMatchObject({ text: 'look 0' });
    expect(early.take(SPAN)).toBeUndefined();
  });

  it('gives up where speech goes on, and begins anew at the next pause', () => {
    const { early, looks, update } = setUp();
    const later = { ...SPAN, endFrame: 600 };
    update(SPAN);
    update(undefined);
    update(later);
    expect(looks.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(early.take(SPAN)).toBeUndefined();
    expect(early.take(later)).toBe(looks[1]?.hypothesis);
  });

  it('lets what was taken go on', () => {
    const { early, looks, update } = setUp();
    update(SPAN);
    void early.take(SPAN);
    update(undefined);
    expect(looks[0]?.signal.aborted).toBe(false);
  });

  it('leaves a long utterance to its end', () => {
    const { early, looks, update } = setUp();
    update({ startFrame: 0, endFrame: 1001 });
    expect(looks).toEqual([]);
    update({ startFrame: 0, endFrame: 1000 });
    expect(looks).toHaveLength(1);
    expect(early.take({ startFrame: 0, endFrame: 1000 })).toBeDefined();
  });

  it('is not hurt by a look that fails', async () => {
    const early = new EarlyLook();
    early.update(SPAN, () => Promise.reject(new Error('planted')));
    await expect(early.take(SPAN)).rejects.toThrow('planted');
  });
});
