import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav } from '../../e2e/made-wav';
import type { SpokenWord } from '../captions/measures';
import { WavWriter } from './wav-writer';

const RATE_HZ = 16_000;
/** Between clips: as within a sentence, between sentences, and as long as nobody speaks in a meeting. */
const PAUSES_MS = [300, 700, 1500, 400, 3000, 1000];
/** After so many clips comes a stretch without a voice. */
const CLIPS_A_STRETCH = 8;
const STRETCH_MS = 30_000;
const TONE = 0.1;
/** A chord that changes twice a second. */
const CHORDS_HZ = [
  [262, 330, 392],
  [294, 349, 440],
  [247, 294, 392],
] as const;

interface Clip {
  readonly file: string;
  readonly words: readonly SpokenWord[];
}

/** A clip in the recording: its words, in the recording's time. */
export interface PlacedClip {
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly SpokenWord[];
}

/**
 * Writes a recording of clips with pauses between them, and now and then half a minute of silence or music.
 *
 * @param dir what bench/captions/align_words.py writes.
 * @param minutes the clips come at the beginning, in the middle and at the end of so many, with silence between; once and
 *   nothing else where absent.
 */
export function joinClips(dir: string, path: string, minutes?: number): readonly PlacedClip[] {
  const clips = JSON.parse(readFileSync(join(dir, 'word-times.json'), 'utf8')) as readonly Clip[];
  const wav = new WavWriter(path, RATE_HZ);
  const placed = append(wav, dir, clips);
  if (minutes !== undefined) {
    const restMs = minutes * 60_000 - wav.lengthMs;
    if (restMs < 2 * wav.lengthMs)
      throw new Error(`${dir} holds too many clips for ${String(minutes)} minutes`);
    for (const share of [0.5, 1]) {
      wav.quietUntil(share * restMs);
      placed.push(...append(wav, dir, clips));
    }
  }
  wav.close();
  return placed;
}

/** Each clip once. */
function append(wav: WavWriter, dir: string, clips: readonly Clip[]): PlacedClip[] {
  return clips.map((clip, index) => {
    const startMs = wav.lengthMs;
    wav.append(readWav(join(dir, clip.file)).channels[0] ?? new Float32Array());
    const endMs = wav.lengthMs;
    wav.quietUntil(endMs + (PAUSES_MS[index % PAUSES_MS.length] ?? 0));
    const stretches = (index + 1) / CLIPS_A_STRETCH;
    if (Number.isInteger(stretches)) {
      if (stretches % 2 === 0) wav.append(music());
      else wav.quietUntil(wav.lengthMs + STRETCH_MS);
    }
    const words = clip.words.map((word) => ({
      ...word,
      startMs: startMs + word.startMs,
      endMs: startMs + word.endMs,
    }));
    return { startMs, endMs, words };
  });
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
