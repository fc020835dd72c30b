/** Where in its stream a source is, counted by its own sound: that is known when another one takes its place. */
export class SourceClock {
  #startMs = 0;
  #capturedMs = 0;
  #notedAtMs: number;
  #lostMs = 0;

  constructor(private readonly nowMs: () => number) {
    this.#notedAtMs = nowMs();
  }

  /** Where the newest source begins in the stream. */
  get startMs(): number {
    return this.#startMs;
  }

  /** How far the stream had come when the source last told. */
  get positionMs(): number {
    return this.#startMs + this.#capturedMs;
  }

  /** What was missed before the newest restart(). */
  get lostMs(): number {
    return this.#lostMs;
  }

  /** @param capturedMs sound that the source has captured since it began. */
  note(capturedMs: number): void {
    this.#capturedMs = capturedMs;
    this.#notedAtMs = this.nowMs();
  }

  /** Another one begins now. Returns where it begins in the stream. */
  restart(): number {
    this.#lostMs = Math.max(0, this.nowMs() - this.#notedAtMs);
    this.#startMs += this.#capturedMs + this.#lostMs;
    this.note(0);
    return this.#startMs;
  }
}
