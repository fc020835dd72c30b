import type { Failure } from '../contract/errors';

/** An expected failure on its way up to the recognizer, which turns it into an Outcome. */
export class RecognizerFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = 'RecognizerFailure';
  }
}
