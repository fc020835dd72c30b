import type { Sounds } from './acoustic-model';

/** Rows [from, to) of what was heard. */
export function soundsBetween({ phonemes, features }: Sounds, from: number, to: number): Sounds {
  const values = phonemes.frames === 0 ? 0 : features.length / phonemes.frames;
  return {
    phonemes: {
      ...phonemes,
      frames: to - from,
      data: phonemes.data.subarray(from * phonemes.phonemes, to * phonemes.phonemes),
    },
    features: features.subarray(from * values, to * values),
  };
}

/** What was heard one after the other, as one. */
export function joinedSounds(first: Sounds, second: Sounds): Sounds {
  return {
    phonemes: {
      ...second.phonemes,
      frames: first.phonemes.frames + second.phonemes.frames,
      data: joined(first.phonemes.data, second.phonemes.data),
    },
    features: joined(first.features, second.features),
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
