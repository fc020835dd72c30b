import { describe, expect, it } from 'vitest';
import type { RecognizerEvent, TranscribePath } from '../contract/recognizer-api';
import { SAMPLE_RATE_HZ } from '../features/audio-format';
import type { UtteranceEngine } from './acoustic-model';
import { FakeAcousticModel, FakeUtteranceEngine } from './fake-acoustic-model';
import { FakeVoiceModel } from './fake-voice-model';
import { plant, silence, speech } from './planted-speech';
import { RecognizerFailure } from './recognizer-failure';
import { StreamRecognizer } from './stream-recognizer';
import { transcribeFile } from './transcribe-file';

function setUp(
  soleWriter: () => Promise<UtteranceEngine>,
  isVoiced: (frame: number) => boolean = () => true,
) {
  const student = new FakeAcousticModel();
  const voice = new FakeVoiceModel(isVoiced);
  const events: RecognizerEvent[] = [];
  let id = 0;
  const common = {
    engines: {
      student,
      words: () => undefined,
      voice: () => voice,
      secondLook: () => undefined,
      soleWriter,
      companionsSettled: () => Promise.resolve(),
      report: { provider: 'wasm' as const, threads: 1, adapter: '', refused: [], goldenError: 0 },
    },
    emit: (event: RecognizerEvent) => void events.push(event),
    nextId: () => id++,
  };
  const play = async () => {
    const stream = new StreamRecognizer({ ...common, clock: 'virtual' });
    for (let sentence = 0; sentence < 3; sentence += 1) {
      for (const batch of plant([silence(800), speech(4000, [1, 2, 3]), silence(1200)])) {
        await stream.push({ ...batch, firstFrame: batch.firstFrame + sentence * 600 });
      }
    }
    await stream.end();
    return events;
  };
  const run = (path: TranscribePath) =>
    transcribeFile(new Blob(), path, {
      ...common,
      decodeAudio: () => Promise.resolve(noise(3)),
      signal: new AbortController().signal,
    });
  return { student, events, play, run };
}

function noise(seconds: number) {
  let seed = 1;
  const samples = Float32Array.from({ length: seconds * SAMPLE_RATE_HZ }, () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 0.3;
  });
  async function* chunks() {
    await Promise.resolve();
    yield samples;
  }
  return { sampleRateHz: SAMPLE_RATE_HZ, startMs: 0, estimatedMs: seconds * 1000, chunks };
}

const types = (events: readonly RecognizerEvent[]) => events.map(({ type }) => type);

describe('where one engine writes all text', () => {
  it('a stream has final texts alone, and the student is not asked', async () => {
    const writer = new FakeUtteranceEngine(() => 'Guten Tag');
    const { play, student } = setUp(() => Promise.resolve(writer));
    const events = await play();
    expect(types(events)).toEqual(['final', 'final', 'final']);
    expect(events[0]).toMatchObject({ segment: { text: 'Guten Tag', engine: 'fake-second-look' } });
    // An utterance is as long as its voice: 4 s, and not cut off because nobody heard a word.
    expect(writer.heard[0]?.frames).toBeGreaterThan(400);
    expect([student.calls, student.spans]).toEqual([[], []]);
  });

  it('a stream waits for the engine that is on its way', async () => {
    let arrive = (_engine: UtteranceEngine): void => undefined;
    const coming = new Promise<UtteranceEngine>((resolve) => (arrive = resolve));
    const { play } = setUp(() => coming);
    const playing = play();
    arrive(new FakeUtteranceEngine(() => 'Ja'));
    expect(types(await playing)).toEqual(['final', 'final', 'final']);
  });

  it('a stream fails where the engine cannot be had, rather than write another language', async () => {
    const failure = new RecognizerFailure({ code: 'model-unreachable', message: 'planted' });
    const { play } = setUp(() => Promise.reject(failure));
    expect(await play()).toContainEqual({
      type: 'stream-failed',
      failure: { code: 'model-unreachable', message: 'planted' },
    });
  });

  it('a file is written by it, and fails with its reason', async () => {
    const writer = new FakeUtteranceEngine(() => 'Guten Tag');
    const { run, student } = setUp(() => Promise.resolve(writer));
    expect((await run('file')).segments).toMatchObject([{ text: 'Guten Tag' }]);
    expect(student.spans).toEqual([]);
    const failure = new RecognizerFailure({ code: 'model-unreachable', message: 'planted' });
    await expect(setUp(() => Promise.reject(failure)).run('file')).rejects.toBe(failure);
  });

  it('nothing is written where nobody speaks', async () => {
    const writer = new FakeUtteranceEngine(() => 'Thank you.');
    const silent = setUp(
      () => Promise.resolve(writer),
      () => false,
    );
    expect((await silent.run('file')).segments).toEqual([]);
    expect(writer.heard).toEqual([]);
  });
});
