const EVERY_MS = 1000;

export interface Asking {
  /** Settles with the answer, or the end, of whoever is asked. */
  readonly ask: () => Promise<unknown>;
  /** Told each second how long the question has waited. */
  readonly onUnanswered: (forMs: number) => void;
  readonly nowMs: () => number;
}

/** Whoever does this work is asked meanwhile, each second, whether they are there. Settles as the work does. */
export async function asking<T>(work: Promise<T>, { ask, onUnanswered, nowMs }: Asking): Promise<T> {
  let askedAtMs: number | null = null;
  const timer = setInterval(() => {
    if (askedAtMs !== null) {
      onUnanswered(nowMs() - askedAtMs);
      return;
    }
    askedAtMs = nowMs();
    const answered = (): void => {
      askedAtMs = null;
    };
    ask().then(answered, answered);
  }, EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
