/** Events and results come from the worker on different ports: the last event may be this late. */
const LATE_MS = 50;

/** Resolves when the events sent before a result have come too. */
export function lateEvents(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LATE_MS);
  });
}
