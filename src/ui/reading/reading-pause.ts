import type { Transcript } from '../../captions/transcript';

/** Holds the transcript as it was while a person reads; what comes meanwhile is kept, and shown at the end. */
export class ReadingPause {
  #held: Transcript | null = null;

  get paused(): boolean {
    return this.#held !== null;
  }

  /** @param live What is shown from now on. */
  pause(live: Transcript): void {
    this.#held = live;
  }

  resume(): void {
    this.#held = null;
  }

  /** What to show of the transcript: all of it, or what there was at the pause. */
  shown(live: Transcript): Transcript {
    if (this.#held === null) return live;
    // Cleared, or put back: that is shown at once.
    if (!extendsHeld(live, this.#held)) this.#held = live;
    else this.#held = withCorrections(this.#held, live);
    return this.#held;
  }

  /** Finished captions that came since the pause. */
  newLines(live: Transcript): number {
    return this.#held === null ? 0 : lines(live) - lines(this.#held);
  }
}

function lines({ sources }: Transcript): number {
  return sources.reduce((sum, { track }) => sum + track.segments.length, 0);
}

function extendsHeld(live: Transcript, held: Transcript): boolean {
  return held.sources.every((source) => {
    const same = live.sources.find(({ id }) => id === source.id);
    if (same === undefined) return source.track.segments.length === 0;
    const removed = same.track.removed?.length ?? 0;
    return same.track.segments.length + removed >= source.track.segments.length;
  });
}

/** What is held, as it is now: a person can correct it while it is held. */
function withCorrections(held: Transcript, live: Transcript): Transcript {
  const sources = held.sources.map((source) => {
    const { segments = [] } = live.sources.find(({ id }) => id === source.id)?.track ?? {};
    const shown = new Set(source.track.segments.map(({ id }) => id));
    const now = segments.filter(({ id, heard }) => shown.has(id) || heard !== undefined);
    const same =
      now.length === shown.size &&
      now.every((line, index) => line.text === source.track.segments[index]?.text);
    return same ? source : { ...source, track: { ...source.track, segments: now } };
  });
  return sources.every((source, index) => source === held.sources[index]) ? held : { sources };
}
