/** Every failure that a person can meet. The page maps each code to a sentence and a way on. */
export const ERROR_CODES = [
  'microphone-denied',
  'microphone-missing',
  'microphone-failed',
  'microphone-silent',
  'tab-denied',
  'tab-no-sound',
  'tab-unsupported',
  'file-unreadable',
  'file-empty',
  'file-no-audio',
  'file-too-long',
  'file-gone',
  'cancelled',
  'model-unreachable',
  'model-absent',
  'model-corrupt',
  'model-unknown',
  'model-refused',
  'model-elsewhere',
  'model-mismatch',
  'storage-full',
  'webgpu-unavailable',
  'provider-failed',
  'out-of-memory',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An expected failure. Plain data: a class would lose its fields on the way through Comlink. */
export interface Failure {
  readonly code: ErrorCode;
  /** One plain sentence in English for logs and the command line. */
  readonly message: string;
}

/** What every fallible call across a thread returns; a throw means a bug. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
