import type { ErrorCode, Failure } from '../contract/errors';

/** Names of the exceptions of getUserMedia (W3C Media Capture and Streams) that have a code of their own. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 'microphone-denied',
  SecurityError: 'microphone-denied',
  NotFoundError: 'microphone-missing',
};

/** What to tell of an error from opening the microphone; all that is not denied or missing is microphone-failed. */
export function microphoneFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'microphone-failed', message: String(error) };
  return { code: CODES[error.name] ?? 'microphone-failed', message: `${error.name}: ${error.message}` };
}
