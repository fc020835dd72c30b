import type { Failure, Outcome } from '../contract/errors';
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

/** Turns what `work` throws into data: an error would lose its fields on the way through Comlink. */
export async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}
