import { decodeAudio } from '../media/decode-audio';
import { ModelStore } from '../model-store/model-store';
import { isFrugal, type DeviceHints } from './device-hints';
import { loadPronouncer, loadSecondLook, loadVoice, loadWords, openStudent } from './engines';
import { onDeviceLost, runWatch } from './onnx-session';
import type { RecognizerParts } from './recognizer-parts';

/** The real parts: model store, ONNX Runtime Web, WebCodecs. */
export const BROWSER_PARTS: RecognizerParts = {
  openStore: (modelsUrl, keptFirst = false) => new ModelStore(modelsUrl, { keptFirst }),
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
