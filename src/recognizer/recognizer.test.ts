import { describe, expect, it } from 'vitest';
import type { ModelIndex } from '../contract/model-catalogue';
import type { ModelManifest } from '../contract/model-manifest';
import type { RecognizerEvent, RecognizerOptions, StreamStart } from '../contract/recognizer-api';
import type { DecodedAudio } from '../media/decoded-audio';
import { MediaFailure } from '../media/media-failure';
import { FakeAcousticModel, FakeUtteranceEngine } from './fake-acoustic-model';
import { FakeVoiceModel } from './fake-voice-model';
import { plant, silence, speech } from './planted-speech';
import { Recognizer } from './recognizer';
import { RecognizerFailure } from './recognizer-failure';
import type { RecognizerParts } from './recognizer-parts';

const INDEX: ModelIndex = {
  schema: 2,
  models: [],
  student: 'student',
  secondLook: 'second',
};
const MANIFEST = {
  id: 'student',
  files: [
    { role: 'hearing', provider: 'wasm', path: 'a' },
    { role: 'hearing', provider: 'webgpu', path: 'b' },
    { role: 'tokens', path: 'c' },
  ],
} as unknown as ModelManifest;
const OPTIONS: RecognizerOptions = { modelsUrl: 'https://here/models/', provider: 'wasm', secondLook: true };
const REPORT = { provider: 'wasm', threads: 1, adapter: '', refused: [], goldenError: 0 } as const;

/** What these tests do not do to a store. */
const NO_CHANGES = {
  keep: () => Promise.resolve(),
  add: () => Promise.resolve(MANIFEST),
  remove: () => Promise.resolve(),
};

function setUp(parts: Partial<RecognizerParts> = {}) {
  const students: FakeAcousticModel[] = [];
  const fetched: string[] = [];
  const events: RecognizerEvent[] = [];
  const recognizer = new Recognizer({
    openStore: () => ({
      index: () => Promise.resolve(INDEX),
      manifest: () => Promise.resolve(MANIFEST),
      load: (manifest, wanted, onProgress) => {
        fetched.push(...manifest.files.filter(wanted).map(({ path }) => path));
        onProgress(10, 10);
        return Promise.resolve({ manifest, bytes: () => new Uint8Array() });
      },
      ...NO_CHANGES,
    }),
    openStudent: async (choice, filesFor) => {
      await filesFor(choice === 'webgpu' ? 'webgpu' : 'wasm', new Set());
      const model = new FakeAcousticModel();
      students.push(model);
      return { model, report: REPORT };
    },
    onDeviceLost: () => undefined,
    onStuck: () => undefined,
    loadWords: () => undefined,
    loadPronouncer: () => Promise.reject(new Error('no list here')),
    loadVoice: () => Promise.resolve(new FakeVoiceModel(() => true)),
    loadSecondLook: () => Promise.resolve(new FakeUtteranceEngine(() => 'One two three.')),
    isFrugal: () => false,
    decodeAudio: () => Promise.reject(new MediaFailure('file-unreadable', 'planted')),
    ...parts,
  });
  const prepare = (options = OPTIONS) => recognizer.prepare(options, (event) => events.push(event));
  return { recognizer, prepare, events, students, fetched };
}

describe('Recognizer', () => {
  it('loads the student, then the second look behind it', async () => {
    const { recognizer, prepare, events, fetched } = setUp();
    expect(await prepare()).toEqual({ ok: true, value: REPORT });
    expect(fetched.slice(0, 2)).toEqual(['a', 'c']);
    expect(await recognizer.secondLookSettled()).toBe(true);
    expect(events.map(({ type }) => type)).toEqual([
      'download',
      'student-ready',
      'download',
      'second-look-ready',
    ]);
  });

  it('has what helps the student from the beginning where it takes the place of another', async () => {
    /** How often the student had been ready when the words came. */
    const readyBefore: number[] = [];
    const { prepare, events } = setUp({
      loadWords: () => void readyBefore.push(events.filter(({ type }) => type === 'student-ready').length),
    });
    const options = { ...OPTIONS, secondLook: false };
    await prepare(options);
    await prepare({ ...options, again: true });
    expect(readyBefore).toEqual([1, 1]);
    expect(events.filter(({ type }) => type === 'student-ready')).toHaveLength(2);
  });

  it('answers once the page has dealt with the events: both go by ports of their own', async () => {
    const { recognizer } = setUp();
    const taken: string[] = [];
    // As through Comlink, on a slow page.
    const take = async ({ type }: RecognizerEvent): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken.push(type);
    };
    await recognizer.prepare(OPTIONS, (event): unknown => take(event));
    expect(taken).toContain('student-ready');
    await recognizer.secondLookSettled();
    expect(taken).toContain('second-look-ready');
  });

  it('tells of a runtime that does not come back', async () => {
    let stuck = (): void => undefined;
    const { prepare, events } = setUp({ onStuck: (listener) => (stuck = listener) });
    await prepare();
    stuck();
    expect(events.at(-1)).toMatchObject({ type: 'stream-failed', failure: { code: 'provider-failed' } });
  });

  it('fetches one variant of the student, the one that is asked for or right for the device', async () => {
    const point = (percent: number) => [{ snrDb: 10, percent }];
    const varied = {
      id: 'student',
      kind: 'ctc-log-mel',
      files: [
        { role: 'tokens', path: 'c' },
        { role: 'golden', precision: 'int8', provider: 'wasm', path: 'large' },
        { role: 'golden', precision: 'int4', path: 'small' },
      ],
      variants: [
        { precision: 'int8', provider: 'wasm', bytes: 11, wer: point(20) },
        { precision: 'int4', provider: 'wasm', bytes: 7, wer: point(21) },
      ],
    } as unknown as ModelManifest;
    const fetchedWith = async (options: Partial<RecognizerOptions>, frugal: boolean) => {
      const fetched: string[] = [];
      const { prepare } = setUp({
        isFrugal: () => frugal,
        openStore: () => ({
          index: () => Promise.resolve(INDEX),
          manifest: () => Promise.resolve(varied),
          load: (manifest, wanted) => {
            fetched.push(...manifest.files.filter(wanted).map(({ path }) => path));
            return Promise.resolve({ manifest, bytes: () => new Uint8Array() });
          },
          ...NO_CHANGES,
        }),
      });
      const outcome = await prepare({ ...OPTIONS, secondLook: false, ...options });
      return { fetched, precision: outcome.ok ? outcome.value.precision : undefined };
    };
    expect(await fetchedWith({}, false)).toEqual({ fetched: ['c', 'large'], precision: 'int8' });
    expect(await fetchedWith({}, true)).toEqual({ fetched: ['c', 'small'], precision: 'int4' });
    expect(await fetchedWith({ precision: 'int4' }, false)).toMatchObject({ precision: 'int4' });
  });

  it('shares a load under way, and loads anew after a failure', async () => {
    let calls = 0;
    const { prepare, events } = setUp({
      openStudent: () => {
        calls += 1;
        return calls === 1
          ? Promise.reject(new RecognizerFailure({ code: 'provider-failed', message: 'planted' }))
          : Promise.resolve({ model: new FakeAcousticModel(), report: REPORT });
      },
    });
    const [first, second] = await Promise.all([prepare(), prepare()]);
    expect(first).toEqual({ ok: false, failure: { code: 'provider-failed', message: 'planted' } });
    expect(second).toEqual(first);
    expect(calls).toBe(1);
    expect(await prepare()).toEqual({ ok: true, value: REPORT });
    expect(events.map(({ type }) => type)).toContain('student-ready');
  });

  it('closes the old student when it prepares another', async () => {
    const { prepare, students } = setUp();
    await prepare();
    await prepare({ ...OPTIONS, provider: 'webgpu' });
    expect(students.map(({ disposed }) => disposed)).toEqual([1, 0]);
  });

  it('goes on without a second look that cannot be had, and tries again when asked', async () => {
    let calls = 0;
    const { recognizer, prepare, events } = setUp({
      loadSecondLook: () => {
        calls += 1;
        return calls === 1
          ? Promise.reject(new Error('planted'))
          : Promise.resolve(new FakeUtteranceEngine(() => ''));
      },
    });
    await prepare();
    expect(await recognizer.secondLookSettled()).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'second-look-failed', failure: { message: 'planted' } });
    await recognizer.setSecondLook(true);
    expect(await recognizer.secondLookSettled()).toBe(true);
    await recognizer.setSecondLook(false);
    expect(await recognizer.secondLookSettled()).toBe(false);
  });

  it('takes frames from a port until the stream is stopped', async () => {
    const { recognizer, prepare, events } = setUp();
    await prepare({ ...OPTIONS, secondLook: false });
    const { port1, port2 } = new MessageChannel();
    expect(await recognizer.startStream(port2)).toEqual({ ok: true, value: null });
    expect(await recognizer.transcribe(new Blob(), 'file')).toMatchObject({ ok: false });
    const { wrap } = await import('comlink');
    const sink = wrap<{ push(batch: unknown): Promise<void>; end(): Promise<void> }>(port1);
    for (const batch of plant([silence(500), speech(1500, [1, 2, 3])])) await sink.push(batch);
    await sink.end();
    await recognizer.stopStream();
    expect(events.at(-1)).toMatchObject({ type: 'final', segment: { text: 'one two three' } });
    expect(await recognizer.stopStream()).toEqual({ ok: true, value: null });
    port1.close();
  });

  it('takes several streams at once, each with utterances of its own, marked with their source', async () => {
    const { recognizer, prepare, events } = setUp();
    await prepare({ ...OPTIONS, secondLook: false });
    const { wrap } = await import('comlink');
    const open = async (start: StreamStart) => {
      const { port1, port2 } = new MessageChannel();
      expect(await recognizer.startStream(port2, start)).toEqual({ ok: true, value: null });
      return { port1, sink: wrap<{ push(batch: unknown): Promise<void>; end(): Promise<void> }>(port1) };
    };
    const before = await open({ source: 'tab' });
    const microphone = await open({ source: 'microphone' });
    const sinks = [microphone, await open({ source: 'tab', continues: true })];
    before.port1.close();
    const spoken = [speech(1500, [1, 2, 3]), speech(1500, [4, 5])];
    const streams = spoken.map((piece, index) => plant([silence(500 + 300 * index), piece, silence(1500)]));
    for (let batch = 0; batch < 50; batch++) {
      for (const [index, { sink }] of sinks.entries()) {
        const next = streams[index]?.[batch];
        if (next !== undefined) await sink.push(next);
      }
    }
    const stopped = recognizer.stopStream();
    const { port2 } = new MessageChannel();
    expect(await recognizer.startStream(port2)).toMatchObject({ ok: false });
    await stopped;
    const finals = events.flatMap((event) => (event.type === 'final' ? [event.segment] : []));
    expect(finals.map(({ source, text }) => [source, text])).toEqual([
      ['microphone', 'one two three'],
      ['tab', 'four five'],
    ]);
    expect(new Set(finals.map(({ id }) => id)).size).toBe(2);
    const sources = events.flatMap((event) => (event.type === 'partial' ? [event.partial.source] : []));
    expect(new Set(sources)).toEqual(new Set(['microphone', 'tab']));
    for (const { port1 } of sinks) port1.close();
  });

  it('refuses work before it is prepared, and passes on why a file cannot be read', async () => {
    const { recognizer, prepare } = setUp();
    expect(await recognizer.transcribe(new Blob(), 'file')).toMatchObject({ ok: false });
    await prepare();
    expect(await recognizer.transcribe(new Blob(), 'file')).toEqual({
      ok: false,
      failure: { code: 'file-unreadable', message: 'planted' },
    });
  });

  it('cancels a file and is free for the next', async () => {
    const endless: DecodedAudio = {
      sampleRateHz: 16_000,
      startMs: 0,
      estimatedMs: 0,
      chunks: async function* () {
        for (;;) {
          await Promise.resolve();
          yield new Float32Array(16_000);
        }
      },
    };
    const { recognizer, prepare } = setUp({ decodeAudio: () => Promise.resolve(endless) });
    await prepare();
    for (const path of ['file', 'stream'] as const) {
      const running = recognizer.transcribe(new Blob(), path);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await recognizer.cancel();
      expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    }
  });
});
