import type { ErrorCode } from '../contract/errors';
import { texts } from '../i18n/language';
import type { ErrorAction } from '../i18n/texts/errors';

export type { ErrorAction } from '../i18n/texts/errors';

export interface ErrorMessage {
  /** What happened. */
  readonly title: string;
  /** What to do next. */
  readonly advice: string;
  readonly action: ErrorAction | null;
}

/** The way on that each failure has; its words are in i18n/texts/errors.ts. */
const ACTIONS: Readonly<Record<ErrorCode, ErrorAction | null>> = {
  'microphone-denied': 'retry',
  'microphone-missing': 'retry',
  'microphone-failed': 'retry',
  'microphone-silent': null,
  'tab-denied': 'retry',
  'tab-no-sound': 'retry',
  'tab-unsupported': null,
  'file-unreadable': 'choose-file',
  'file-empty': 'choose-file',
  'file-no-audio': 'choose-file',
  'file-too-long': 'choose-file',
  'file-gone': 'choose-file',
  cancelled: null,
  'model-unreachable': 'reload-models',
  'model-absent': null,
  'model-corrupt': 'reload-models',
  'model-unknown': 'reload-page',
  'model-refused': null,
  'model-elsewhere': null,
  'model-mismatch': null,
  'storage-full': 'reload-models',
  'webgpu-unavailable': 'use-wasm',
  'provider-failed': 'use-wasm',
  'out-of-memory': 'turn-off-second-look',
  internal: 'reload-models',
};

/** What the page says of a failure, in the language of now. */
export function errorMessage(code: ErrorCode): ErrorMessage {
  return { ...texts().errors.messages[code], action: ACTIONS[code] };
}

/** Why a model that a person gave is not taken, and what becomes of that, behind the title of 'model-refused'. */
export function refusalText(code: ErrorCode): string {
  const { title } = errorMessage(code);
  const { advice } = errorMessage('model-refused');
  return code === 'model-refused' ? advice : texts().notices.together(title, advice);
}

export function actionLabel(action: ErrorAction): string {
  return texts().errors.actions[action];
}
