import { describe, expect, it } from 'vitest';
import type { FileSettings, RecognizerEvent, TranscribePath } from '../contract/recognizer-api';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { DecodedAudio } from '../media/decoded-audio';
import type { AcousticModel, UtteranceEngine } from './acoustic-model';
import { FakeAcousticModel, FakeUtteranceEngine } from './fake-acoustic-model';
import { MetronomeStudent, recording } from './recording-suite';
import { transcribeFile } from './transcribe-file';

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value, index) => sum + value * (1 + (index % 7)), 0);
}

function setUp(
  audio: DecodedAudio,
  secondLook?: UtteranceEngine,
  student: AcousticModel = new MetronomeStudent(),
) {
  const events: RecognizerEvent[] = [];
  const abort = new AbortController();
  let id = 0;
  const run = (path: TranscribePath, settings?: FileSettings) =>
    transcribeFile(new Blob(), path, {
      settings,
      engines: {
        student,
        words: () => undefined,
        voice: () => undefined,
        companionsSettled: () => Promise.resolve(),
        secondLook: () => secondLook,
        report: { provider: 'wasm', threads: 1, adapter: '', refused: [], goldenError: 0 },
      },
      decodeAudio: () => Promise.resolve(audio),
      emit: (event) => events.push(event),
      nextId: () => id++,
      signal: abort.signal,
    });
  return { run, events, abort };
}

describe('transcribeFile', () => {
  it('takes a short file as one segment, all of it', async () => {
    const student = new MetronomeStudent();
    const secondLook = new FakeUtteranceEngine(() => 'One one one');
    const result = await setUp(recording(3, []), secondLook, student).run('file');
    expect(student.spans.map(({ frames }) => frames)).toEqual([300]);
    expect(result.segments).toMatchObject([{ text: 'One one one', engine: 'fake-second-look' }]);
    expect(result).toMatchObject({ audioMs: 3000, models: ['fake-student', 'fake-second-look'] });
  });

  it('cuts a long file at its pauses, loses nothing and reports how far it is', async () => {
    const student = new MetronomeStudent();
    const { run, events } = setUp(recording(60, [6, 20, 41]), undefined, student);
    const { segments } = await run('file');
    const frames = student.spans.map((span) => span.frames);
    expect(frames.reduce((sum, count) => sum + count, 0)).toBe(6000);
    // The first one is short: its words are soon there.
    expect(Math.abs((frames[0] ?? 0) - 625)).toBeLessThan(5);
    expect(Math.abs((frames[1] ?? 0) - 1400)).toBeLessThan(5);
    expect(Math.abs((frames[2] ?? 0) - 2100)).toBeLessThan(5);
    const starts = segments.flatMap(({ words }) => words.map(({ startMs }) => startMs));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.length).toBeGreaterThan(57);
    const progress = events.flatMap((event) => (event.type === 'file-progress' ? [event.doneMs] : []));
    expect(progress.at(-1)).toBe(60_000);
    expect(progress.length).toBe(frames.length);
  });

  it('hears speech apart from the silence around it, at the end of a file too', async () => {
    const student = new MetronomeStudent();
    const { run, events } = setUp(recording(60, [4, 20], SAMPLE_RATE_HZ, 0, 10), undefined, student);
    await run('file');
    const progress = events.flatMap((event) => (event.type === 'file-progress' ? [event.doneMs] : []));
    // A second stays with the speech before a silence, half of one with the speech after it.
    for (const [index, wantedMs] of [5000, 13_500, 21_000, 29_500].entries()) {
      expect(Math.abs((progress[index] ?? 0) - wantedMs)).toBeLessThan(100);
    }
    expect(progress.at(-1)).toBe(60_000);
  });

  it('goes on from where a run was cut off with the very frames and words that it would have had', async () => {
    const pauses = [6, 20, 41, 66, 80];
    const whole = new MetronomeStudent();
    const undisturbed = setUp(recording(90, pauses, 44_100), undefined, whole);
    const { segments } = await undisturbed.run('file');
    const places = undisturbed.events.flatMap((event) =>
      event.type === 'file-progress' ? [event.doneMs] : [],
    );
    const fromMs = places[1] ?? 0;
    const rest = new MetronomeStudent();
    const resumed = setUp(
      recording(90, pauses, 44_100, Math.floor(fromMs / 1000 - 1) * 1000),
      undefined,
      rest,
    );
    const result = await resumed.run('file', { fromMs });
    const values = ({ spans }: MetronomeStudent) => spans.map(({ data }) => [data.length, sumOf(data)]);
    expect(values(rest)).toEqual(values(whole).slice(2));
    const timesOf = (all: typeof segments) => all.map(({ id: _, ...segment }) => segment);
    expect(timesOf(result.segments)).toEqual(timesOf(segments.filter(({ startMs }) => startMs >= fromMs)));
    expect(result.audioMs).toBe(90_000);
  });

  it('has nothing left to say where a run was cut off at the very end', async () => {
    const result = await setUp(recording(30, [], SAMPLE_RATE_HZ, 29_000)).run('file', { fromMs: 30_000 });
    expect(result).toMatchObject({ segments: [], audioMs: 30_000 });
  });

  it('runs the second look on nothing that the student takes for silence', async () => {
    const secondLook = new FakeUtteranceEngine(() => 'thank you');
    const result = await setUp(recording(2, []), secondLook, new FakeAcousticModel()).run('file');
    expect(result.segments).toEqual([]);
    expect(secondLook.heard).toEqual([]);
  });

  it('plays a file of another rate through the stream path, twice the same', async () => {
    const audio = () => recording(8, [3, 3.5], 44_100);
    const first = await setUp(audio()).run('stream');
    const second = await setUp(audio()).run('stream');
    expect(first.segments).toHaveLength(2);
    expect(first.segments).toEqual(second.segments);
    expect(Math.round(first.audioMs)).toBe(8000);
  });

  it.each<TranscribePath>(['file', 'stream'])('stops inside a model run, on the %s path', async (path) => {
    const student = new MetronomeStudent();
    const { run, abort, events } = setUp(recording(60, [10, 20, 41]), undefined, student);
    const hear = (): Promise<never> => {
      queueMicrotask(() => {
        abort.abort();
      });
      return new Promise(() => undefined);
    };
    student.hear = hear;
    student.openStream = () => ({ hear });
    await expect(run(path)).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(events.filter(({ type }) => type === 'final')).toEqual([]);
  });

  it('stops between segments', async () => {
    const { run, abort, events } = setUp(recording(60, [10, 20, 41]));
    const running = run('file');
    const poll = setInterval(() => {
      if (events.some(({ type }) => type === 'final')) abort.abort();
    });
    await expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    clearInterval(poll);
    expect(events.filter(({ type }) => type === 'final')).toHaveLength(1);
  });

  it('calls a file without samples empty', async () => {
    await expect(setUp(recording(0, [])).run('file')).rejects.toMatchObject({
      failure: { code: 'file-empty' },
    });
  });

  it('passes on what the student throws', async () => {
    const student = new FakeAcousticModel();
    student.failing.add(0);
    await expect(setUp(recording(2, []), undefined, student).run('file')).rejects.toThrow('planted');
  });
});
