import { describe, expect, it, vi } from 'vitest';
import type { ModelIndex } from '../contract/model-catalogue';
import type { ModelManifest } from '../contract/model-manifest';
import type { FileSettings, RecognizerEvent, RecognizerOptions } from '../contract/recognizer-api';
import type { Segment } from '../contract/transcript';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { VoiceModel } from './acoustic-model';
import { FakeUtteranceEngine } from './fake-acoustic-model';
import { FakeSegmentWorker } from './fake-segment-worker';
import { Recognizer } from './recognizer';
import type { RecognizerParts } from './recognizer-parts';
import { MetronomeStudent, recording } from './recording-suite';
import { SegmentWriter } from './segment-writer';

const INDEX = {
  schema: 2,
  models: [],
  student: 'student',
  secondLook: 'second',
  voice: 'voice',
} as ModelIndex;
const OPTIONS: RecognizerOptions = { modelsUrl: 'https://here/models/', provider: 'wasm', secondLook: true };
const REPORT = { provider: 'wasm', threads: 2, adapter: '', refused: [], goldenError: 0 } as const;
const PAUSES_S = [6, 19, 32, 45, 58, 71];
const SECONDS = 80;

/** Hears a voice in everything. */
const VOICE: VoiceModel = {
  windowSamples: 512,
  openStream: () => ({ hear: () => Promise.resolve(new Float32Array(4).fill(0.9)) }),
  dispose: () => Promise.resolve(),
};

interface Set {
  readonly options?: RecognizerOptions;
  readonly provider?: 'wasm' | 'webgpu';
  /** So many workers have something to write before the first of them is done. */
  readonly together?: number;
  /** Called when a worker is to write; `order` counts workers from 0. */
  readonly onWrite?: (worker: FakeSegmentWorker, order: number) => void;
}

/** The version of all models that the server has. */
function manifestOf(id: string, version: string): ModelManifest {
  return { id, version, files: [] } as unknown as ModelManifest;
}

function setUp({ options = OPTIONS, provider = 'wasm', together = 0, onWrite }: Set = {}) {
  const workers: FakeSegmentWorker[] = [];
  const events: RecognizerEvent[] = [];
  const loaded: string[] = [];
  let version = '1';
  const parts: RecognizerParts = {
    openStore: () => ({
      index: () => Promise.resolve(INDEX),
      manifest: (id) => Promise.resolve(manifestOf(id, version)),
      load: (manifest) => {
        loaded.push(`${manifest.id} ${manifest.version}`);
        return Promise.resolve({ manifest, bytes: () => new Uint8Array() });
      },
      add: () => Promise.reject(new Error('not here')),
      keep: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    }),
    openStudent: async (_choice, filesFor) => {
      await filesFor('wasm', new Set());
      return { model: new MetronomeStudent(), report: { ...REPORT, provider } };
    },
    loadWords: () => undefined,
    loadPronouncer: () => Promise.reject(new Error('no list here')),
    loadVoice: () => Promise.resolve(VOICE),
    // What it writes tells the sound that it was given.
    loadSecondLook: () =>
      Promise.resolve(new FakeUtteranceEngine((_, { frames }) => `${String(frames)} frames, it says.`)),
    isFrugal: () => false,
    onDeviceLost: () => undefined,
    onStuck: () => undefined,
    decodeAudio: (_, fromMs) => {
      const startMs = Math.max(0, Math.floor(fromMs / 1000) - 1) * 1000;
      return Promise.resolve(recording(SECONDS, PAUSES_S, SAMPLE_RATE_HZ, startMs));
    },
  };
  const recognizer = new Recognizer({
    ...parts,
    segmentWorkers: {
      most: 4,
      start: () => {
        const order = workers.length;
        const worker = new FakeSegmentWorker(new SegmentWriter(parts), async (self) => {
          onWrite?.(self, order);
          // What is faked here is quicker than the cutting: one worker would write it all.
          await vi.waitUntil(() => workers.filter(({ calls }) => calls.length > 0).length >= together);
        });
        workers.push(worker);
        return worker;
      },
    },
  });
  const prepare = async (): Promise<void> => {
    await recognizer.prepare(options, (event) => events.push(event));
    await recognizer.secondLookSettled();
  };
  const transcribe = async (settings: FileSettings) => {
    events.length = 0;
    const outcome = await recognizer.transcribe(new Blob(), 'file', settings);
    if (!outcome.ok) throw new Error(outcome.failure.code);
    return outcome.value;
  };
  const publish = (newer: string): void => {
    version = newer;
  };
  return { recognizer, prepare, transcribe, workers, events, loaded, publish };
}

const withoutIds = (segments: readonly Segment[]) => segments.map(({ id: _, ...segment }) => segment);

describe('a file that several workers write', () => {
  it('has the words, times and progress of one that the recognizer writes by itself', async () => {
    const { prepare, transcribe, workers, events } = setUp({ together: 3 });
    await prepare();
    const alone = await transcribe({ workers: 1 });
    const progress = events.filter(({ type }) => type === 'file-progress');
    expect([workers.length, alone.workers]).toEqual([0, 0]);
    expect(alone.segments.length).toBeGreaterThan(5);

    const shared = await transcribe({ workers: 3 });
    expect(withoutIds(shared.segments)).toEqual(withoutIds(alone.segments));
    expect(events.filter(({ type }) => type === 'file-progress')).toEqual(progress);
    expect(shared.workers).toBe(3);
    expect(workers.every(({ calls }) => calls.length > 0)).toBe(true);
    const ids = shared.segments.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((one, other) => one - other));
  });

  it('loses nothing with a worker that ends in the middle of a segment: another writes it', async () => {
    const { prepare, transcribe, workers } = setUp({
      together: 2,
      onWrite: (worker, order) => {
        if (order === 1) worker.end();
      },
    });
    await prepare();
    const alone = await transcribe({ workers: 1 });
    const shared = await transcribe({ workers: 2 });
    expect(withoutIds(shared.segments)).toEqual(withoutIds(alone.segments));
    expect(workers[1]?.calls).toHaveLength(1);
    // A third took the place of the one that ended.
    expect(workers).toHaveLength(3);
  });

  it('goes on in the recognizer where every worker ends', async () => {
    const { prepare, transcribe, workers } = setUp({
      onWrite: (worker) => {
        worker.end();
      },
    });
    await prepare();
    const alone = await transcribe({ workers: 1 });
    const shared = await transcribe({ workers: 2 });
    expect(withoutIds(shared.segments)).toEqual(withoutIds(alone.segments));
    expect(workers.length).toBeLessThan(6);
  });

  it('ends all workers when it is cancelled, and begins anew with others', async () => {
    const { recognizer, prepare, transcribe, workers, events } = setUp({ together: 2 });
    await prepare();
    const running = recognizer.transcribe(new Blob(), 'file', { workers: 2 });
    await vi.waitFor(() => {
      expect(workers.some(({ calls }) => calls.length > 0)).toBe(true);
    });
    await recognizer.cancel();
    expect(await running).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
    const written = events.filter(({ type }) => type === 'final').length;
    const again = await transcribe({ workers: 2 });
    expect(workers).toHaveLength(4);
    expect(again.workers).toBeGreaterThan(0);
    expect(written).toBeLessThan(again.segments.length);
  });

  it('goes on from where it was cancelled', async () => {
    const { prepare, transcribe, events } = setUp();
    await prepare();
    const whole = await transcribe({ workers: 2 });
    const places = events.flatMap((event) => (event.type === 'file-progress' ? [event.doneMs] : []));
    const fromMs = places[1] ?? 0;
    const rest = await transcribe({ workers: 2, fromMs });
    expect(rest.segments.length).toBeGreaterThan(2);
    expect(withoutIds(rest.segments)).toEqual(
      withoutIds(whole.segments.filter(({ startMs }) => startMs >= fromMs)),
    );
  });

  it('has no workers once captions begin', async () => {
    const { recognizer, prepare, transcribe, workers } = setUp();
    await prepare();
    await transcribe({ workers: 2 });
    expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([false, false]);
    const { port1, port2 } = new MessageChannel();
    await recognizer.startStream(port1);
    expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
    await recognizer.stopStream();
    port2.close();
  });

  it('does without the second look where that is off', async () => {
    const { recognizer, prepare, transcribe, workers } = setUp();
    await prepare();
    await transcribe({ workers: 2 });
    await recognizer.setSecondLook(false);
    const { segments } = await transcribe({ workers: 2 });
    expect(new Set(segments.map(({ engine }) => engine))).toEqual(new Set(['fake-student']));
    expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true, true, false, false]);
    expect(workers[2]?.setUp?.options.secondLook).toBe(false);
  });

  it('loads the version that the recognizer has, though a newer one has come', async () => {
    const { prepare, transcribe, loaded, publish } = setUp({ together: 2 });
    await prepare();
    publish('2');
    expect((await transcribe({ workers: 2 })).workers).toBe(2);
    expect(loaded.filter((model) => model.endsWith('2'))).toEqual([]);
    expect(loaded.filter((model) => model === 'second 1')).toHaveLength(3);
  });

  it.each([
    ['on a graphics device, whose arithmetic differs', { provider: 'webgpu' }],
    [
      'where languages are told from the sound, by what was heard before',
      { options: { ...OPTIONS, spoken: { language: 'auto', translate: false } } },
    ],
  ] satisfies [string, Set][])('is written by the recognizer alone %s', async (_, set) => {
    const { prepare, transcribe, workers } = setUp(set);
    await prepare();
    await transcribe({ workers: 2 });
    expect(workers).toEqual([]);
  });
});
