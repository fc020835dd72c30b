import type { ErrorCode } from '../contract/errors';

/** A way on that the page can offer as a button. */
export type ErrorAction =
  'retry' | 'use-wasm' | 'choose-file' | 'reload-models' | 'turn-off-second-look' | 'reload-page';

export interface ErrorMessage {
  /** What happened. */
  readonly title: string;
  /** What to do next. */
  readonly advice: string;
  readonly action: ErrorAction | null;
}

export const ACTION_LABELS: Readonly<Record<ErrorAction, string>> = {
  retry: 'Try again',
  'use-wasm': 'Use WASM',
  'choose-file': 'Choose a file again',
  'reload-models': 'Load the models again',
  'turn-off-second-look': 'Turn off the second look',
  'reload-page': 'Reload the page',
};

/** What the page says for each failure. */
export const ERROR_MESSAGES: Readonly<Record<ErrorCode, ErrorMessage>> = {
  'microphone-denied': {
    title: 'The microphone is blocked for this page.',
    advice: 'Allow it in the site settings, at the left end of the address bar, then try again.',
    action: 'retry',
  },
  'microphone-missing': {
    title: 'No microphone was found.',
    advice: 'Plug one in or switch it on, then try again. Recordings work without one.',
    action: 'retry',
  },
  'microphone-failed': {
    title: 'The microphone stopped working.',
    advice: 'It may have been unplugged or taken by another program. What was said so far is below.',
    action: 'retry',
  },
  'microphone-silent': {
    title: 'The microphone delivers no sound.',
    advice: 'Check that it is not muted and that the right one is chosen in the system’s sound settings.',
    action: null,
  },
  'file-unreadable': {
    title: 'This file could not be read.',
    advice: 'It may be damaged or in a format this browser does not know. Try it as WAV, MP3 or M4A.',
    action: 'choose-file',
  },
  'file-empty': {
    title: 'This file is empty.',
    advice: 'Check that the recording was saved whole, or choose another one.',
    action: 'choose-file',
  },
  'file-no-audio': {
    title: 'This file has no sound track.',
    advice: 'Choose a recording or a video with sound.',
    action: 'choose-file',
  },
  cancelled: {
    title: 'Cancelled.',
    advice: 'What was transcribed up to there has been kept.',
    action: null,
  },
  'model-unreachable': {
    title: 'The speech models could not be downloaded.',
    advice: 'Check the connection, then try again. After one full download no connection is needed.',
    action: 'reload-models',
  },
  'model-corrupt': {
    title: 'A speech model arrived damaged.',
    advice: 'It was thrown away. Load it again; if that does not help, the site holds a broken copy.',
    action: 'reload-models',
  },
  'model-unknown': {
    title: 'The site does not have the speech model asked for.',
    advice: 'The page may be older than the site. Reload it.',
    action: 'reload-page',
  },
  'model-refused': {
    title: 'This model cannot be used.',
    advice: 'The app goes on with the model it had.',
    action: null,
  },
  'storage-full': {
    title: 'There is no room left to keep the speech models.',
    advice: 'Free some disk space, or leave private browsing, then load them again.',
    action: 'reload-models',
  },
  'webgpu-unavailable': {
    title: 'WebGPU does not work here.',
    advice:
      'This browser or graphics card does not offer it. WASM runs on the processor and gives the same words.',
    action: 'use-wasm',
  },
  'provider-failed': {
    title: 'The models did not run correctly on this device.',
    advice: 'Results were checked and found wrong, or the run broke off. WASM is the safest choice.',
    action: 'use-wasm',
  },
  'out-of-memory': {
    title: 'The browser ran out of memory.',
    advice: 'Close other tabs, or turn off the second look, which needs most of it. Then try again.',
    action: 'turn-off-second-look',
  },
  internal: {
    title: 'Something in Tabscribe broke.',
    advice: 'Your captions are kept. Load the models again; if that does not help, reload the page.',
    action: 'reload-models',
  },
};
