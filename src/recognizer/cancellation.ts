import { RecognizerFailure } from './recognizer-failure';

/** @throws RecognizerFailure 'cancelled' once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** Settles as `work` does, or rejects with 'cancelled' at once when the signal is aborted. */
export function untilCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(cancelled());
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

function cancelled(): RecognizerFailure {
  return new RecognizerFailure({ code: 'cancelled', message: 'The transcription was cancelled.' });
}
