import { HOP_MS } from '../features/audio-format';
import { quietestFrame } from './frame-energy';
import { eventsIn } from './sound-events';

/** Longest piece of a file that goes through the models in one run. */
export const MAX_SEGMENT_MS = 24_000;
/** The cut lies in the later part of a segment, from this share of its longest length on. */
const EARLIEST_CUT_SHARE = 0.5;
/** A pause's frames lie within so much of the weakest ones, and below the middling ones by as much. */
const PAUSE_MARGIN_DB = 6;
/** So many of the frames are taken for the weakest. */
const WEAKEST_SHARE = 0.1;
/** Shorter dips are closures within words. */
const MIN_PAUSE_MS = 120;
/** Pauses from this length on are equally good: the latest of them makes the longest segment. */
const LONG_PAUSE_MS = 600;
/** Nobody is in the middle of a sentence for so long, and models that hear it invent words. */
const SILENCE_MS = 2000;
/** So much of a silence stays with the speech before it, and with the speech after it: soft sounds hardly stand out. */
const SILENCE_AFTER_MS = 1000;
const SILENCE_BEFORE_MS = 500;

/**
 * Chooses where to cut a long recording: in its first silence, in the middle of the longest pause of its later part, or
 * at its quietest place where there is no pause.
 *
 * @param energiesDb of the frames that may go into the segment, so of its longest length. [frames]
 * @returns the segment's length in frames.
 */
export function chooseCut(energiesDb: Float32Array): number {
  return cutInSilence(energiesDb) ?? cutInPause(energiesDb);
}

/**
 * Parts speech from silence: the end of the first silence that begins the recording, or a place in the first one after
 * some sound.
 *
 * @param energiesDb [frames]
 * @returns frames before the cut; undefined where there is no silence.
 */
export function cutInSilence(energiesDb: Float32Array): number | undefined {
  const end = { from: energiesDb.length, to: energiesDb.length };
  let quietFrom = 0;
  for (const { from, to } of [...eventsIn(energiesDb), end]) {
    if (from - quietFrom >= toFrames(SILENCE_MS)) {
      return quietFrom === 0 ? from - toFrames(SILENCE_BEFORE_MS) : quietFrom + toFrames(SILENCE_AFTER_MS);
    }
    quietFrom = to;
  }
  return undefined;
}

function cutInPause(energiesDb: Float32Array): number {
  const earliest = Math.floor(energiesDb.length * EARLIEST_CUT_SHARE);
  const sorted = Float32Array.from(energiesDb).sort();
  const quantile = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const pauseDb = Math.min(quantile(WEAKEST_SHARE) + PAUSE_MARGIN_DB, quantile(0.5) - PAUSE_MARGIN_DB);
  let longest = toFrames(MIN_PAUSE_MS);
  let cut: number | undefined;
  for (let frame = earliest; frame < energiesDb.length;) {
    let end = frame;
    while (end < energiesDb.length && (energiesDb[end] ?? 0) <= pauseDb) end += 1;
    const pause = Math.min(end - frame, toFrames(LONG_PAUSE_MS));
    if (pause >= longest) {
      longest = pause;
      cut = Math.floor((frame + end) / 2);
    }
    frame = end + 1;
  }
  return cut ?? quietestFrame(energiesDb, earliest, energiesDb.length, toFrames(MIN_PAUSE_MS));
}

function toFrames(durationMs: number): number {
  return Math.round(durationMs / HOP_MS);
}
