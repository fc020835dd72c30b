import type { ErrorCode, Failure } from '../contract/errors';

/** An expected failure of the store, thrown inside the worker; the recognizer turns it into an Outcome. */
export class ModelStoreFailure extends Error {
  override readonly name = 'ModelStoreFailure';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Shorthand for `throw fail(code, sentence)`. */
export function fail(code: ErrorCode, message: string): ModelStoreFailure {
  return new ModelStoreFailure({ code, message });
}

/** Throws 'cancelled' if the caller has aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw fail('cancelled', 'The download was cancelled.');
}
