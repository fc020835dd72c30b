import type { Outcome } from '../../contract/errors';

/** What the page has of the files that its transcript was written from. */
export interface SourceFileIntents {
  /** Null where this page does not have it: it was reloaded since. */
  fileOf(source: string): File | null;
  /** The person has opened it again. */
  giveFile(source: string, file: File): void;
}

/** How loud a sound is, as far as it has been read. */
export interface SoundDrawn {
  /** Loudest sample of each stretch, 0 to 1. */
  readonly peaks: Float32Array;
  readonly peaksPerSecond: number;
  readonly readMs: number;
  /** 0 until known. */
  readonly totalMs: number;
}

export interface SoundDrawingIntents {
  /**
   * Reads a sound for its loudness.
   *
   * @param onRead called with all that was read so far, each time that there is more.
   */
  read(sound: Blob, onRead: (drawn: SoundDrawn) => void, signal: AbortSignal): Promise<Outcome<null>>;
}
