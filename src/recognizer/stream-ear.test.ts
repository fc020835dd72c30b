import { describe, expect, it } from 'vitest';
import { bestPath } from '../decoder/greedy';
import { FakeAcousticModel } from './fake-acoustic-model';
import { FrameBuffer } from './frame-buffer';
import { plant, speech } from './planted-speech';
import { StreamEar, type FrameSource, type HeardSounds } from './stream-ear';

/** A token every 200 ms for 20 s. */
const TOKENS = Array.from({ length: 99 }, (_, index) => 1 + (index % 5));
const CHUNK = 24;
const AHEAD = 24;

function setUp(forgetful = false) {
  const model = new FakeAcousticModel();
  const buffer = new FrameBuffer();
  for (const batch of plant([speech(20_000, TOKENS)])) buffer.append(batch);
  const frames: FrameSource = (from, to) => buffer.slice(from, to);
  return { model, frames, ear: new StreamEar({ student: model }, forgetful) };
}

/** The loudest class of each row. */
function rowsOf({ sounds }: HeardSounds): number[] {
  if (sounds === undefined) return [];
  const { frames, phonemes, data } = sounds.phonemes;
  return [...bestPath({ frames, vocabulary: phonemes, data }).ids];
}

/** What the whole of [from, to) sounds like to the same student. */
async function whole({ model, frames }: ReturnType<typeof setUp>, from: number, to: number) {
  const sounds = await model.hear(frames(from, to));
  model.spans.pop();
  return rowsOf({ sounds, firstFrame: 0, endFrame: 0, finalRows: 0, dueFrame: 0 });
}

describe('StreamEar', () => {
  it('hears each chunk once for good, with calls of one size however long it goes on', async () => {
    const setup = setUp();
    const { model, frames, ear } = setup;
    let heard: HeardSounds | undefined;
    for (let endFrame = 20; endFrame <= 2000; endFrame += 8) heard = await ear.hear(20, endFrame, frames);
    expect(model.calls.map(({ position }) => position)).toEqual(model.calls.map((_, call) => call * CHUNK));
    expect(new Set(model.calls.map((call) => `${call.frames} ${call.keptFrames}`))).toEqual(
      new Set([`${CHUNK + AHEAD} ${CHUNK}`]),
    );
    const endFrame = heard?.endFrame ?? 0;
    expect(endFrame).toBeGreaterThan(2000 - CHUNK);
    expect(heard && rowsOf(heard)).toEqual(await whole(setup, 20, endFrame));
    expect(heard).toMatchObject({ firstFrame: 20, finalRows: (endFrame - AHEAD - 20) / 4 });
    expect(heard?.dueFrame).toBe(endFrame + CHUNK);
  });

  it('hears what piled up in fewer and longer calls, the same sounds', async () => {
    const setup = setUp();
    const { model, frames, ear } = setup;
    const heard = await ear.hear(20, 20 + 11 * CHUNK + AHEAD, frames);
    expect(model.calls.map(({ keptFrames }) => keptFrames)).toEqual([8 * CHUNK, 3 * CHUNK]);
    expect(rowsOf(heard)).toEqual(await whole(setup, 20, heard.endFrame));
  });

  it('hears nothing before there is a chunk with its look-ahead', async () => {
    const { model, frames, ear } = setUp();
    expect(await ear.hear(20, 20 + CHUNK + AHEAD - 1, frames)).toMatchObject({
      sounds: undefined,
      dueFrame: 20 + CHUNK + AHEAD,
    });
    expect(model.calls).toEqual([]);
  });

  it('hears the rest of an utterance that ends for good', async () => {
    const setup = setUp();
    await setup.ear.hear(0, 200, setup.frames);
    const heard = await setup.ear.finish(0, 257, setup.frames);
    expect(rowsOf(heard)).toEqual(await whole(setup, 0, 257));
    expect(heard).toMatchObject({ endFrame: 257, finalRows: 65 });
    expect(setup.model.calls.at(-1)).toMatchObject({ position: 216, frames: 41, keptFrames: 41 });
  });

  it('goes on after a forced cut with what it heard behind it, and hears none of it again', async () => {
    const setup = setUp();
    const { model, frames, ear } = setup;
    await ear.hear(0, 1000, frames);
    const calls = model.calls.length;
    const before = await ear.finish(0, 602, frames);
    expect(rowsOf(before)).toEqual((await whole(setup, 0, 604)).slice(0, 151));
    expect(before.finalRows).toBe(151);
    const behind = await ear.hear(602, 1000, frames);
    expect(model.calls).toHaveLength(calls);
    // Rows are four frames long: the cut falls into one, which both sides get.
    expect(behind.firstFrame).toBe(600);
    expect(rowsOf(behind)).toEqual(await whole(setup, 600, behind.endFrame));
    await ear.hear(602, 1000 + CHUNK, frames);
    expect(model.calls).toHaveLength(calls + 1);
  });

  it('leaves out a pause, and keeps its stream over it', async () => {
    const setup = setUp();
    const { model, frames, ear } = setup;
    await ear.finish(0, 240, frames);
    const { position } = model.calls.at(-1) ?? { position: 0 };
    const heard = await ear.hear(700, 800, frames);
    expect(rowsOf(heard)).toEqual(await whole(setup, 700, heard.endFrame));
    expect(new Set(model.calls.map(({ stream }) => stream)).size).toBe(1);
    expect(model.calls.at(-1)?.position).toBeGreaterThan(position);
  });

  it('begins a stream for each utterance where it is forgetful, also behind a forced cut', async () => {
    const setup = setUp(true);
    const { model, frames, ear } = setup;
    await ear.hear(0, 1000, frames);
    await ear.finish(0, 600, frames);
    const first = new Set(model.calls.map(({ stream }) => stream));
    const calls = model.calls.length;
    const heard = await ear.hear(600, 1000, frames);
    expect(model.calls[calls]).toMatchObject({ position: 0 });
    expect(first.has(model.calls.at(-1)?.stream ?? -1)).toBe(false);
    expect(rowsOf(heard)).toEqual(await whole(setup, 600, heard.endFrame));
  });

  it('goes on from the chunk that failed', async () => {
    const setup = setUp();
    const { model, frames, ear } = setup;
    model.failing.add(2);
    await expect(ear.hear(0, 800, frames)).rejects.toThrow('planted');
    const heard = await ear.hear(0, 800, frames);
    expect(rowsOf(heard)).toEqual(await whole(setup, 0, heard.endFrame));
    expect(model.calls.map(({ position }) => position)).toEqual([0, 192, 384, 384, 576]);
  });
});
