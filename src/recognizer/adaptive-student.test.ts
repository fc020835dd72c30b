import { describe, expect, it } from 'vitest';
import type { Precision } from '../contract/model-manifest';
import type { RecognizerEvent } from '../contract/recognizer-api';
import { AdaptiveStudent, type OpenedStudent } from './adaptive-student';
import { FakeAcousticModel } from './fake-acoustic-model';

const REFUSED = [{ provider: 'webgpu', reason: 'no adapter' }] as const;

function opened(precision: Precision): OpenedStudent & { readonly model: FakeAcousticModel } {
  const report = {
    provider: 'wasm',
    threads: 1,
    adapter: '',
    refused: [],
    goldenError: 0,
    precision,
  } as const;
  return { model: new FakeAcousticModel(), report };
}

/** Starts with 4 bits, and wants 8 below 10 dB; what it opens is what `open` gives. */
function setUp(open: (precision: Precision) => Promise<OpenedStudent>) {
  const first = { ...opened('int4'), report: { ...opened('int4').report, refused: REFUSED } };
  const events: RecognizerEvent[] = [];
  const asked: Precision[] = [];
  const student = new AdaptiveStudent(
    first,
    {
      choose: (snrDb, current) => (snrDb < 10 ? 'int8' : current),
      open: (precision) => {
        asked.push(precision);
        return open(precision);
      },
    },
    (event) => events.push(event),
  );
  return { first, student, events, asked };
}

describe('AdaptiveStudent', () => {
  it('fetches what a noisy input asks for, and takes it only when told to', async () => {
    const next = opened('int8');
    const { first, student, events, asked } = setUp(() => Promise.resolve(next));
    student.noteSnr(20);
    await student.settled();
    student.swap();
    expect(asked).toEqual([]);
    student.noteSnr(5);
    student.noteSnr(5);
    await student.settled();
    student.noteSnr(5);
    expect(asked).toEqual(['int8']);
    expect(student.model).toBe(first.model);
    student.swap();
    expect(student.model).toBe(next.model);
    expect(student.report).toMatchObject({ precision: 'int8', refused: REFUSED });
    expect(events).toEqual([{ type: 'student-ready', model: next.model.id, provider: student.report }]);
    expect([first.model.disposed, next.model.disposed]).toEqual([1, 0]);
    student.noteSnr(5);
    expect(asked).toEqual(['int8']);
  });

  it('goes on with the one it has where another cannot be had, and does not ask again', async () => {
    const { first, student, events, asked } = setUp(() => Promise.reject(new Error('offline')));
    student.noteSnr(5);
    await student.settled();
    student.noteSnr(5);
    await student.settled();
    student.swap();
    expect(asked).toEqual(['int8']);
    expect(student.model).toBe(first.model);
    expect(events).toEqual([]);
  });

  it('closes all that it opened, also what came too late', async () => {
    const next = opened('int8');
    const { first, student } = setUp(() => Promise.resolve(next));
    student.noteSnr(5);
    await student.dispose();
    student.noteSnr(5);
    expect([first.model.disposed, next.model.disposed]).toEqual([1, 1]);
  });
});
