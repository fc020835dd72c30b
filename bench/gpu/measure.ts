import type { Hypothesis, Utterance } from '../../src/recognizer/acoustic-model';

export const RATE_HZ = 16_000;
/** Enough sound to have a device compile what a size of batch needs. */
const WARM_UP_SAMPLES = RATE_HZ;

/** All utterances, written in batches of one size. */
export interface Pass {
  readonly size: number;
  readonly ms: number;
  readonly texts: readonly string[];
}

type Write = (utterances: readonly Utterance[]) => Promise<readonly Hypothesis[]>;

/** Sound alone: the student's frames are not asked for here. */
export function utteranceOf(samples: Float32Array): Utterance {
  return { samples, frames: 0, data: new Float32Array() };
}

export function secondsOf(sounds: readonly Utterance[]): number {
  return sounds.reduce((sum, { samples }) => sum + samples.length, 0) / RATE_HZ;
}

/** @param onWarm called before the clock starts. */
export async function timePass(
  write: Write,
  sounds: readonly Utterance[],
  size: number,
  onWarm: () => void = () => undefined,
): Promise<Pass> {
  await write(sounds.slice(0, size).map(({ samples }) => utteranceOf(samples.subarray(0, WARM_UP_SAMPLES))));
  onWarm();
  const texts: string[] = [];
  const begunMs = performance.now();
  for (let at = 0; at < sounds.length; at += size) {
    const written = await write(sounds.slice(at, at + size));
    texts.push(...written.map(({ text }) => text));
  }
  return { size, ms: performance.now() - begunMs, texts };
}

export function describePass({ size, ms, texts }: Pass, seconds: number, reference: Pass): string {
  const same = texts.filter((text, at) => text === reference.texts[at]).length;
  const gain = (reference.ms / ms).toFixed(2);
  return `batch ${String(size)}: ${(ms / seconds).toFixed(2)} ms a second of sound, ${gain} times the speed of batch ${String(reference.size)}, ${String(same)} of ${String(texts.length)} texts the same`;
}
