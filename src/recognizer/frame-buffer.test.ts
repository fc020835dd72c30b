import { describe, expect, it } from 'vitest';
import { FrameBuffer } from './frame-buffer';
import { plant, speech } from './planted-speech';

function filled(): FrameBuffer {
  const buffer = new FrameBuffer();
  for (const batch of plant([speech(500, [1])], 8)) buffer.append(batch);
  return buffer;
}

describe('FrameBuffer', () => {
  it('copies frames across batches, in both forms', () => {
    const { frames, data, samples } = filled().slice(5, 21);
    expect(frames).toBe(16);
    expect(data).toHaveLength(16 * 80);
    expect(Array.from({ length: 16 }, (_, frame) => samples[frame * 160])).toEqual(
      Array.from({ length: 16 }, (_, frame) => frame + 5),
    );
  });

  it('forgets whole batches only, and refuses what it forgot or never had', () => {
    const buffer = filled();
    buffer.dropBefore(13);
    expect(buffer.firstFrame).toBe(8);
    expect(() => buffer.slice(7, 20)).toThrow(RangeError);
    expect(() => buffer.slice(20, 51)).toThrow(RangeError);
    buffer.dropBefore(50);
    expect([buffer.firstFrame, buffer.endFrame]).toEqual([50, 50]);
  });

  it('refuses a batch that does not follow', () => {
    const buffer = filled();
    const [late] = plant([speech(100, [])]);
    expect(() => {
      if (late) buffer.append(late);
    }).toThrow('frame 50 comes next');
  });
});
