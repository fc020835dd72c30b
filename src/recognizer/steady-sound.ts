/** Loudness is taken over so many frames: syllables last longer, the chance ups and downs of noise do not. */
const SPAN_FRAMES = 8;
/** A shorter sound has too few frames to tell its background from. */
const LEAST_FRAMES = 200;
/** The share of the weakest frames, which are taken for the background. */
const BACKGROUND_SHARE = 0.1;
/** Nothing rises above the background by more. */
const MOST_RISE_DB = 3;
/** What is below counts as this: in digital silence, faint hiss must not look like an event. */
const LOWEST_DB = -78;

/**
 * Whether a sound goes on evenly from beginning to end, as silence, hiss and hum do. Nobody speaks in it: syllables come and go.
 * It costs a hundredth of what the voice detector does.
 *
 * @param energiesDb of its frames. [frames]
 */
export function isSteady(energiesDb: Float32Array): boolean {
  if (energiesDb.length < LEAST_FRAMES) return false;
  const levelsDb = movingMeans(energiesDb);
  const loudestDb = levelsDb.reduce((loudest, level) => Math.max(loudest, level), LOWEST_DB);
  const backgroundDb = levelsDb.sort()[Math.floor(levelsDb.length * BACKGROUND_SHARE)] ?? LOWEST_DB;
  return loudestDb - backgroundDb <= MOST_RISE_DB;
}

/** Means over SPAN_FRAMES frames, one for each place. */
function movingMeans(energiesDb: Float32Array): Float32Array {
  const means = new Float32Array(energiesDb.length - SPAN_FRAMES + 1);
  let sum = 0;
  for (const [frame, energyDb] of energiesDb.entries()) {
    sum += Math.max(energyDb, LOWEST_DB);
    const first = frame + 1 - SPAN_FRAMES;
    if (first < 0) continue;
    means[first] = sum / SPAN_FRAMES;
    sum -= Math.max(energiesDb[first] ?? 0, LOWEST_DB);
  }
  return means;
}
