import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav, writeWav } from '../../e2e/made-wav';
import type { SpokenWord } from '../captions/measures';

const RATE_HZ = 16_000;
/** Between clips: as within a sentence, between sentences, and as long as nobody speaks in a meeting. */
const PAUSES_MS = [300, 700, 1500, 400, 3000, 1000];
/** After so many clips comes a stretch without a voice. */
const CLIPS_A_STRETCH = 8;
const STRETCH_MS = 30_000;
/** A recording is never quite silent. Greatest sample of the pauses. */
const NOISE = 0.002;
const TONE = 0.1;
/** A chord that changes twice a second. */
const CHORDS_HZ = [
  [262, 330, 392],
  [294, 349, 440],
  [247, 294, 392],
] as const;

/** A clip in the recording: its words, in the recording's time. */
export interface PlacedClip {
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly SpokenWord[];
}

/**
 * Writes a recording of clips, over and over, with pauses between them, and now and then half a minute of silence or music.
 *
 * @param dir what bench/captions/align_words.py writes.
 * @param minutes each clip once where absent.
 */
export function joinClips(dir: string, path: string, minutes?: number): readonly PlacedClip[] {
  const clips = JSON.parse(readFileSync(join(dir, 'word-times.json'), 'utf8')) as {
    file: string;
    words: SpokenWord[];
  }[];
  const pieces: Float32Array[] = [];
  const placed: PlacedClip[] = [];
  let atSample = 0;
  const add = (samples: Float32Array): void => {
    pieces.push(samples);
    atSample += samples.length;
  };
  const isEnough = (count: number): boolean =>
    minutes === undefined ? count >= clips.length : toMs(atSample) >= minutes * 60_000;
  for (let count = 0; !isEnough(count); count += 1) {
    const clip = clips[count % clips.length];
    const sound = clip && readWav(join(dir, clip.file)).channels[0];
    if (clip === undefined || sound === undefined) throw new Error(`${dir} holds no clips`);
    const startMs = toMs(atSample);
    add(sound);
    const words = clip.words.map((word) => ({
      ...word,
      startMs: startMs + word.startMs,
      endMs: startMs + word.endMs,
    }));
    placed.push({ startMs, endMs: toMs(atSample), words });
    add(quiet(PAUSES_MS[count % PAUSES_MS.length] ?? 0));
    const stretches = (count + 1) / CLIPS_A_STRETCH;
    if (Number.isInteger(stretches)) add(stretches % 2 === 0 ? music() : quiet(STRETCH_MS));
  }
  writeWav(path, { rateHz: RATE_HZ, channels: [joined(pieces, atSample)] });
  return placed;
}

function joined(pieces: readonly Float32Array[], length: number): Float32Array {
  const samples = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

function quiet(ms: number): Float32Array {
  return Float32Array.from({ length: toSamples(ms) }, () => NOISE * (2 * Math.random() - 1));
}

function music(): Float32Array {
  return Float32Array.from({ length: toSamples(STRETCH_MS) }, (_, index) => {
    const seconds = index / RATE_HZ;
    const beat = (2 * seconds) % 1;
    const chord = CHORDS_HZ[Math.floor(2 * seconds) % CHORDS_HZ.length] ?? [];
    const sum = chord.reduce<number>((all, hz) => all + Math.sin(2 * Math.PI * hz * seconds), 0);
    return TONE * Math.exp(-2 * beat) * sum;
  });
}

function toSamples(ms: number): number {
  return Math.round((ms * RATE_HZ) / 1000);
}

function toMs(samples: number): number {
  return (1000 * samples) / RATE_HZ;
}
