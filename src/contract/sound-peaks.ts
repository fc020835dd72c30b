import type { Outcome } from './errors';

/** How finely a sound is drawn: the loudest sample of each 10 ms. Three hours are 4 MB. */
export const PEAKS_PER_SECOND = 100;

/**
 * Called with what was read since the last call.
 *
 * @param peaks loudest absolute sample of each hundredth of a second, 0 to 1.
 * @param totalMs length of the sound by its own word; 0 until known.
 */
export type PeaksListener = (peaks: Float32Array, totalMs: number) => void;

/** The interface of the worker that reads a sound to be drawn. It is ended to stop it. */
export interface SoundPeaksApi {
  /** Reads a sound from beginning to end, a few packets at a time. Resolves after the last call of the listener. */
  read(sound: Blob, onPeaks: PeaksListener): Promise<Outcome<null>>;
}
