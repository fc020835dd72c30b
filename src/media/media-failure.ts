import type { ErrorCode, Failure } from '../contract/errors';

/** A file that cannot be taken; thrown inside the worker, turned into an Outcome by the recognizer. */
export class MediaFailure extends Error {
  readonly failure: Failure;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'MediaFailure';
    this.failure = { code, message };
  }
}
