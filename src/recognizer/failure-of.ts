import type { Failure } from '../contract/errors';
import { MediaFailure } from '../media/media-failure';
import { ModelStoreFailure } from '../model-store/model-store-failure';
import { RecognizerFailure } from './recognizer-failure';

/** The failure an error stands for; 'internal' where it was not an expected one. */
export function failureOf(error: unknown): Failure {
  if (
    error instanceof RecognizerFailure ||
    error instanceof ModelStoreFailure ||
    error instanceof MediaFailure
  ) {
    return error.failure;
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
