import type { DecodedSound } from '../contract/decoded-sound';
import type { Outcome } from '../contract/errors';

/** All of the file and all of its samples are in memory at once. */
export const MOST_WHOLE_BYTES = 200e6;
export const MOST_WHOLE_SECONDS = 30 * 60;

/** What the models hear; the browser resamples. */
const RATE_HZ = 16_000;
const PATIENCE_MS = 10_000;

/**
 * Decodes a whole file with what the browser's players are built on: it knows formats that WebCodecs, which decodes
 * piece by piece, does not know or does not have here. On the page, as workers have no decodeAudioData.
 *
 * @returns 'file-too-long' beyond the two limits above, 'file-unreadable' where the browser cannot decode it.
 */
export async function decodeWhole(file: Blob): Promise<Outcome<DecodedSound>> {
  if (file.size > MOST_WHOLE_BYTES) return tooLong(`${String(Math.round(file.size / 1e6))} MB`);
  const seconds = await playedSeconds(file);
  // A file whose length nobody knows may unpack to any size.
  if (seconds === null) return unreadable('The browser cannot play it.');
  if (seconds > MOST_WHOLE_SECONDS) return tooLong(`${String(Math.round(seconds / 60))} minutes`);
  try {
    const context = new OfflineAudioContext(1, 1, RATE_HZ);
    const decoded = await context.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, channel) => {
      // Copied: what belongs to the browser cannot be given to the worker.
      const samples = new Float32Array(decoded.length);
      decoded.copyFromChannel(samples, channel);
      return samples;
    });
    return { ok: true, value: { rateHz: decoded.sampleRate, channels } };
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** Length by the browser's own player, which reads no more of the file than it must; null where it cannot play it. */
async function playedSeconds(file: Blob): Promise<number | null> {
  const player = new Audio();
  const address = URL.createObjectURL(file);
  try {
    return await new Promise((resolve) => {
      player.preload = 'metadata';
      player.onloadedmetadata = () => {
        resolve(player.duration);
      };
      player.onerror = () => {
        resolve(null);
      };
      setTimeout(resolve, PATIENCE_MS, null);
      player.src = address;
    });
  } finally {
    player.removeAttribute('src');
    URL.revokeObjectURL(address);
  }
}

function tooLong(what: string): Outcome<never> {
  return {
    ok: false,
    failure: { code: 'file-too-long', message: `The file has ${what}: too much to decode at once.` },
  };
}

function unreadable(reason: string): Outcome<never> {
  return {
    ok: false,
    failure: { code: 'file-unreadable', message: `The file could not be decoded: ${reason}` },
  };
}
