import { decodeAudio } from '../media/decode-audio';
import { ModelStore } from '../model-store/model-store';
import { ModelUses } from '../model-store/model-uses';
import { browserLocks } from '../model-store/store-parts';
import { isFrugal, type DeviceHints } from './device-hints';
import { loadPronouncer, loadSecondLook, loadVoice, loadWords, openStudent } from './engines';
import { onDeviceLost, runWatch } from './onnx-session';
import type { RecognizerParts } from './recognizer-parts';

/** Of this thread, whatever its stores are. */
const uses = new ModelUses(browserLocks());

/** The real parts: model store, ONNX Runtime Web, WebCodecs. */
export const BROWSER_PARTS: RecognizerParts = {
  openStore: (modelsUrl, { keptFirst = false, onUnkept = () => undefined } = {}) =>
    new ModelStore(modelsUrl, {
      keptFirst,
      uses,
      onWarning: ({ code }) => {
        if (code === 'storage-full') onUnkept();
      },
    }),
  openStudent,
  loadWords,
  loadPronouncer,
  loadVoice,
  loadSecondLook,
  isFrugal: () => isFrugal(navigator as DeviceHints),
  onDeviceLost,
  onStuck: (listener) => {
    runWatch.onStuck(listener);
  },
  decodeAudio,
};
