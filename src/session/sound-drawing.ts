import { proxy, wrap } from 'comlink';
import type { Outcome } from '../contract/errors';
import { PEAKS_PER_SECOND, type SoundPeaksApi } from '../contract/sound-peaks';
import { Deferred } from './deferred';

/** How loud a sound is, as far as it has been read. */
export interface DrawnSound {
  /** Loudest sample of each hundredth of a second, 0 to 1. */
  readonly peaks: Float32Array;
  readonly peaksPerSecond: number;
  readonly readMs: number;
  /** By the sound's own word; 0 until known. */
  readonly totalMs: number;
}

/** What was read to its end; a sound is drawn again without being read again. */
const read = new WeakMap<Blob, DrawnSound>();

/** Reads sounds to be drawn, each in a worker of its own, which is ended where nobody waits for it any more. */
export class SoundDrawing {
  constructor(private readonly createWorker: () => Worker) {}

  /**
   * @param onRead called with all that was read so far, each time that there is more.
   * @returns 'cancelled' where the signal ended it, else why no more of the sound can be read.
   */
  async read(sound: Blob, onRead: (drawn: DrawnSound) => void, signal: AbortSignal): Promise<Outcome<null>> {
    const known = read.get(sound);
    if (known !== undefined) {
      onRead(known);
      return { ok: true, value: null };
    }
    const worker = this.createWorker();
    const ended = new Deferred<Outcome<null>>();
    worker.addEventListener('error', ({ message }) => {
      ended.resolve({ ok: false, failure: { code: 'internal', message } });
    });
    signal.addEventListener('abort', () => {
      ended.resolve({ ok: false, failure: { code: 'cancelled', message: 'Nobody waits for it.' } });
    });
    const growing = new GrowingPeaks();
    const take = (peaks: Float32Array, totalMs: number): void => {
      growing.add(peaks, totalMs);
      if (!signal.aborted) onRead(growing.drawn);
    };
    try {
      const reading = wrap<SoundPeaksApi>(worker).read(sound, proxy(take));
      const outcome = await Promise.race([reading, ended.promise]);
      if (outcome.ok) read.set(sound, growing.drawn);
      return outcome;
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return { ok: false, failure: { code: 'internal', message } };
    } finally {
      worker.terminate();
    }
  }
}

/** Room for what comes, twice as much each time that it is full. */
class GrowingPeaks {
  #peaks = new Float32Array(60 * PEAKS_PER_SECOND);
  #count = 0;
  #totalMs = 0;

  get drawn(): DrawnSound {
    const readMs = (1000 * this.#count) / PEAKS_PER_SECOND;
    return {
      peaks: this.#peaks.subarray(0, this.#count),
      peaksPerSecond: PEAKS_PER_SECOND,
      readMs,
      totalMs: this.#totalMs,
    };
  }

  add(peaks: Float32Array, totalMs: number): void {
    this.#totalMs = totalMs;
    const count = this.#count + peaks.length;
    if (count > this.#peaks.length) {
      const larger = new Float32Array(Math.max(count, 2 * this.#peaks.length));
      larger.set(this.#peaks);
      this.#peaks = larger;
    }
    this.#peaks.set(peaks, this.#count);
    this.#count = count;
  }
}
