import { withTimeout } from './timeout';

/** A context that does not run again by then is given up for a new one. */
const RESUME_TIMEOUT_MS = 1_000;

export interface ContextEvents {
  /** It runs again; so long it did not, and no sound came. */
  readonly onGap: (gapMs: number) => void;
  /** It is closed, or does not run any more. */
  readonly onStopped: () => void;
}

/** Watches over a running context: the browser may stop it for a call, another device, or to save power. */
export function guardContext(context: AudioContext, { onGap, onStopped }: ContextEvents): void {
  let stoppedAtMs: number | null = null;
  context.onstatechange = () => {
    if (context.state === 'closed') {
      context.onstatechange = null;
      onStopped();
    } else if (context.state === 'running') {
      if (stoppedAtMs !== null) onGap(performance.now() - stoppedAtMs);
      stoppedAtMs = null;
    } else {
      stoppedAtMs ??= performance.now();
      void revive();
    }
  };

  async function revive(): Promise<void> {
    try {
      await withTimeout(context.resume(), RESUME_TIMEOUT_MS, 'The sound engine stopped.');
    } catch {
      // Closed meanwhile, and told already; or not to be had again.
      if (context.onstatechange === null) return;
      context.onstatechange = null;
      onStopped();
    }
  }
}
