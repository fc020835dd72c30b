import type { ErrorCode, Failure } from '../contract/errors';

/** A source that cannot be had, for a reason with a code of its own. */
export class CaptureFailure extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Names of the exceptions of getUserMedia (W3C Media Capture and Streams) that have a code of their own. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 'microphone-denied',
  SecurityError: 'microphone-denied',
  NotFoundError: 'microphone-missing',
};

/** What to tell of an error from opening a source; what has no code of its own is microphone-failed. */
export function captureFailure(error: unknown): Failure {
  if (error instanceof CaptureFailure) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: 'microphone-failed', message: String(error) };
  return { code: CODES[error.name] ?? 'microphone-failed', message: `${error.name}: ${error.message}` };
}
