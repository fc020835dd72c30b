import { describe, expect, it, vi } from 'vitest';
import type { RecognizerEvent, StreamSettings } from '../contract/recognizer-api';
import { HOP_MS, HOP_SAMPLES } from '../features/audio-format';
import { FakeAcousticModel, FakeUtteranceEngine } from './fake-acoustic-model';
import { FakeVoiceModel } from './fake-voice-model';
import { plant, silence, speech, type Stretch } from './planted-speech';
import { StreamRecognizer, type StreamOptions } from './stream-recognizer';

function setUp(
  secondLook?: FakeUtteranceEngine,
  clock: StreamOptions['clock'] = 'virtual',
  settings?: StreamSettings,
  voice?: FakeVoiceModel,
) {
  const student = new FakeAcousticModel();
  const events: RecognizerEvent[] = [];
  let id = 0;
  const stream = new StreamRecognizer({
    engines: { student, words: () => undefined, voice: () => voice, secondLook: () => secondLook },
    emit: (event) => events.push(event),
    nextId: () => id++,
    clock,
    ...(settings && { settings }),
  });
  const play = async (stretches: readonly Stretch[]) => {
    for (const batch of plant(stretches)) await stream.push(batch);
    await stream.end();
    return events;
  };
  return { student, stream, events, play };
}

const types = (events: readonly RecognizerEvent[]) => events.map(({ type }) => type);
const finals = (events: readonly RecognizerEvent[]) =>
  events.flatMap((event) => (event.type === 'final' ? [event.segment] : []));

function fail(): never {
  throw new Error('planted');
}

const SENTENCE = [silence(800), speech(1500, [1, 2, 3]), silence(1200)];

describe('StreamRecognizer', () => {
  it('sends partial text, then the final text with its times', async () => {
    const events = await setUp().play(SENTENCE);
    const partials = events.flatMap((event) => (event.type === 'partial' ? [event.partial.text] : []));
    expect(partials[0]).toBe('one');
    expect(partials.at(-1)).toBe('one two three');
    expect(events.at(-1)?.type).toBe('final');
    const [segment] = finals(events);
    expect(segment).toMatchObject({ id: 0, text: 'one two three', engine: 'fake-student' });
    // Planted at 375, 750 and 1125 ms of the speech; a row of logits is 40 ms.
    [1175, 1550, 1925].forEach((startMs, index) => {
      expect(Math.abs((segment?.words[index]?.startMs ?? 0) - startMs)).toBeLessThanOrEqual(45);
    });
  });

  it('runs no model in silence', async () => {
    const { student, play } = setUp();
    expect(await play([silence(30_000)])).toEqual([]);
    expect([...student.spans, ...student.calls]).toEqual([]);
  });

  it('makes an utterance of each side of a pause', async () => {
    const events = await setUp().play([...SENTENCE, speech(1000, [4, 5]), silence(1000)]);
    expect(finals(events).map(({ id, text }) => [id, text])).toEqual([
      [0, 'one two three'],
      [1, 'four five'],
    ]);
  });

  it('discards an utterance without words', async () => {
    const events = await setUp().play([silence(500), speech(1000, []), silence(1000)]);
    expect(events).toEqual([{ type: 'discarded', id: 0 }]);
  });

  it('runs no other model on sound without a voice, and writes no word', async () => {
    const voice = new FakeVoiceModel(() => false);
    const secondLook = new FakeUtteranceEngine(() => 'One two three.');
    const { student, play } = setUp(secondLook, 'virtual', undefined, voice);
    expect(await play(SENTENCE)).toEqual([{ type: 'discarded', id: 0 }]);
    expect(voice.heard.length).toBeGreaterThan(0);
    expect([student.calls, student.spans, secondLook.heard]).toEqual([[], [], []]);
  });

  it('hears all of an utterance whose voice comes late', async () => {
    const voice = new FakeVoiceModel((frame) => frame > 150);
    const events = await setUp(undefined, 'virtual', undefined, voice).play(SENTENCE);
    expect(finals(events)).toMatchObject([{ text: 'one two three' }]);
  });

  it('ends an utterance with its voice where the noise never falls', async () => {
    const noise: Stretch = { ms: 4000, voice: -3 };
    const voice = new FakeVoiceModel((frame) => frame >= 100 && frame < 230);
    const { play } = setUp(undefined, 'virtual', undefined, voice);
    const events = await play([silence(1000), speech(1300, [1, 2, 3]), noise]);
    const final = events.findIndex(({ type }) => type === 'final');
    expect(finals(events)).toMatchObject([{ text: 'one two three' }]);
    // A second and a half after the voice at the latest, not with the noise.
    const ends = events.slice(0, final).flatMap((e) => (e.type === 'partial' ? [e.partial.endMs] : []));
    expect(Math.max(...ends)).toBeLessThan(3200);
  });

  it('has the second look write the final text', async () => {
    const secondLook = new FakeUtteranceEngine(() => 'One, two three.');
    const events = await setUp(secondLook).play(SENTENCE);
    expect(types(events).slice(-2)).toEqual(['partial', 'final']);
    expect(events.at(-2)).toMatchObject({ partial: { text: 'one two three', awaitingFinal: true } });
    const [segment] = finals(events);
    expect(segment).toMatchObject({ text: 'One, two three.', engine: 'fake-second-look' });
    expect(segment?.words.map(({ word }) => word)).toEqual(['One,', 'two', 'three.']);
    expect(secondLook.heard).toHaveLength(1);
  });

  it.each([
    ['fails', fail],
    ['invents text', () => 'thank you '.repeat(9)],
    ['writes nothing', () => ''],
  ])('keeps the student’s words where the second look %s', async (_, answer) => {
    const events = await setUp(new FakeUtteranceEngine(answer)).play(SENTENCE);
    expect(finals(events)).toMatchObject([{ text: 'one two three', engine: 'fake-student' }]);
  });

  it('loses no frame of long speech', async () => {
    const secondLook = new FakeUtteranceEngine(() => '');
    const tokens = Array.from({ length: 200 }, (_, index) => 1 + (index % 5));
    const events = await setUp(secondLook).play([silence(600), speech(50_000, tokens), silence(1000)]);
    const frames = secondLook.heard.flatMap(({ samples }) =>
      Array.from({ length: samples.length / HOP_SAMPLES }, (_, frame) => samples[frame * HOP_SAMPLES]),
    );
    expect(secondLook.heard.length).toBeGreaterThan(2);
    expect(frames).toEqual(Array.from({ length: frames.length }, (_, index) => index + (frames[0] ?? 0)));
    expect(frames[0]).toBeLessThanOrEqual(60);
    expect(frames.at(-1)).toBeGreaterThanOrEqual(5059);
    const words = finals(events).flatMap((segment) => segment.words);
    expect(words).toHaveLength(tokens.length);
  });

  it('gives the same events for the same frames', async () => {
    const stretches = [...SENTENCE, speech(25_000, [1, 2, 3, 4, 5]), silence(900), ...SENTENCE];
    const play = () => setUp(new FakeUtteranceEngine((call) => `Two ${String(call)}`)).play(stretches);
    expect(await play()).toEqual(await play());
  });

  it('outlives a failed run, and falls back on the partial text', async () => {
    const { student, play } = setUp();
    student.failing.add(0);
    const events = await play([...SENTENCE, speech(1000, [4, 5]), silence(1000)]);
    expect(finals(events).map(({ text }) => text)).toEqual(['one two three', 'four five']);
  });

  it('falls back on the streamed text where the run over the whole utterance fails', async () => {
    const clean = setUp();
    await clean.play(SENTENCE);
    const { student, play } = setUp();
    const wholeRun = clean.student.calls.length;
    student.failing.add(wholeRun);
    expect(finals(await play(SENTENCE))[0]?.text).toBe('one two three');
    expect([student.calls.length, student.spans.length]).toEqual([wholeRun, 1]);
  });

  it('hears an utterance as a whole only where no second look rewrites it', async () => {
    const alone = setUp();
    await alone.play(SENTENCE);
    expect(alone.student.spans).toHaveLength(1);
    const rewritten = setUp(new FakeUtteranceEngine(() => 'One two three.'));
    await rewritten.play(SENTENCE);
    expect(rewritten.student.spans).toEqual([]);
    const unsure = setUp(new FakeUtteranceEngine(fail));
    await unsure.play(SENTENCE);
    expect(unsure.student.spans).toHaveLength(1);
  });

  it('leaves the captions as they were streamed where they are to be measured', async () => {
    const secondLook = new FakeUtteranceEngine(() => 'never asked');
    const { student, play } = setUp(secondLook, 'virtual', { text: 'captions' });
    expect(finals(await play(SENTENCE))).toMatchObject([{ text: 'one two three', engine: 'fake-student' }]);
    expect([...student.spans, ...secondLook.heard]).toEqual([]);
  });

  it('says so when the student fails again and again', async () => {
    const { student, play } = setUp();
    for (let call = 0; call < 100; call += 1) student.failing.add(call);
    const events = await play([...SENTENCE, ...SENTENCE, ...SENTENCE, ...SENTENCE]);
    expect(types(events).filter((type) => type === 'stream-failed')).toHaveLength(1);
  });

  it('goes on taking frames live while the second look is at work', async () => {
    let answer: (text: string) => void = () => undefined;
    const slow = new FakeUtteranceEngine(() => '');
    slow.transcribe = () =>
      new Promise((resolve) => {
        answer = (text) => {
          resolve({ text, words: text.split(' ').map((word) => ({ word, confidence: 1 })) });
        };
      });
    const { stream, events } = setUp(slow, 'live');
    for (const batch of plant([...SENTENCE, speech(1500, [4, 5]), silence(200)])) {
      await stream.push(batch);
      await new Promise((resolve) => setTimeout(resolve));
    }
    const texts = events.flatMap((event) => (event.type === 'partial' ? [event.partial.text] : []));
    expect(finals(events)).toEqual([]);
    expect(texts).toContain('four five');
    answer('One two');
    const ended = stream.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer('Four five');
    await ended;
    expect(finals(events).map(({ text }) => text)).toEqual(['One two', 'Four five']);
  });

  it('has the second look begin live before the pause has ended the utterance', async () => {
    const secondLook = new FakeUtteranceEngine(() => 'One, two three.');
    const { stream, events } = setUp(secondLook, 'live');
    let begunMs: number | undefined;
    let finalMs: number | undefined;
    for (const batch of plant([
      ...SENTENCE,
      speech(500, [4]),
      silence(400),
      speech(500, [5]),
      silence(1200),
    ])) {
      await stream.push(batch);
      await new Promise((resolve) => setTimeout(resolve));
      const nowMs = (batch.firstFrame + 8) * HOP_MS;
      if (secondLook.heard.length > 0) begunMs ??= nowMs;
      if (finals(events).length > 0) finalMs ??= nowMs;
    }
    await stream.end();
    // Speech ends at 2300 ms: the audio is whole 300 ms later, and the utterance has ended 700 ms later.
    expect(begunMs).toBe(2640);
    expect(finalMs).toBe(3040);
    // The second utterance was begun in its first pause, in vain, and again in its last.
    const [first, vain, second] = secondLook.heard;
    expect(secondLook.heard).toHaveLength(3);
    expect(finals(events)).toHaveLength(2);
    expect(first?.frames).toBe(30 + 150 + 29);
    expect((second?.frames ?? 0) - (vain?.frames ?? 0)).toBe(90);
  });

  it('catches up with frames that piled up, in order, and writes one text', async () => {
    const { stream, student, events } = setUp(undefined, 'live');
    await Promise.all(plant([silence(400), speech(5000, [1, 2, 3])]).map((batch) => stream.push(batch)));
    await vi.waitFor(() => expect(types(events)).toEqual(['partial']));
    const positions = student.calls.map(({ position }) => position);
    const kept = student.calls.map(({ keptFrames }) => keptFrames);
    expect(kept[0]).toBe(8 * student.hop.chunkFrames);
    expect(positions).toEqual(
      kept.map((_, call) => kept.slice(0, call).reduce((sum, frames) => sum + frames, 0)),
    );
  });

  it('starts no run while another is under way', async () => {
    const { stream, student, events } = setUp(undefined, 'live');
    let going = 0;
    let most = 0;
    const slow = { openStream: student.openStream.bind(student) };
    student.openStream = () => {
      const hearing = slow.openStream();
      return {
        hear: async (span, keptFrames) => {
          most = Math.max(most, (going += 1));
          await new Promise((resolve) => setTimeout(resolve, 3));
          const heard = await hearing.hear(span, keptFrames);
          going -= 1;
          return heard;
        },
      };
    };
    const restarted = new StreamRecognizer({
      engines: { student, words: () => undefined, voice: () => undefined, secondLook: () => undefined },
      emit: (event) => events.push(event),
      nextId: () => 0,
      clock: 'live',
    });
    await stream.end();
    for (const batch of plant([silence(400), speech(3000, [1, 2, 3]), silence(1200)])) {
      await restarted.push(batch);
      await new Promise((resolve) => setTimeout(resolve));
    }
    await restarted.end();
    expect(finals(events).map(({ text }) => text)).toEqual(['one two three']);
    expect(most).toBe(1);
  });
});
