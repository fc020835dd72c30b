import type { Provider } from '../contract/model-manifest';
import type { SpokenLanguage } from '../contract/recognizer-api';
import type { DecodedAudio } from '../media/decoded-audio';
import type { LoadedModel } from '../model-store/loaded-model';
import type { ModelStore } from '../model-store/model-store';
import type { UtteranceEngine, VoiceModel } from './acoustic-model';
import type { openStudent } from './engines';
import type { Pronouncer } from './pronouncer';
import type { Vocabulary } from './word-file';
import type { WorkerSource } from './worker-pool';

/** What the recognizer is built from; tests put fakes in its place, so that no runtime is needed. */
export interface RecognizerParts {
  openStore(
    modelsUrl: string,
    options?: {
      /** What the device keeps is right, and the network is not asked. */
      readonly keptFirst?: boolean | undefined;
      /** Called where the device keeps no copy of what was fetched. */
      readonly onUnkept?: () => void;
    },
  ): Pick<ModelStore, 'index' | 'manifest' | 'load' | 'keep' | 'add' | 'remove'>;
  readonly openStudent: typeof openStudent;
  /** Undefined where the student's folder has no words. */
  loadWords(files: LoadedModel): Vocabulary | undefined;
  loadPronouncer(files: LoadedModel): Promise<Pronouncer>;
  loadVoice(files: LoadedModel): Promise<VoiceModel>;
  /** On the processor; on WebGPU also in batches, where the model and the device can. */
  loadSecondLook(files: LoadedModel, spoken?: SpokenLanguage, provider?: Provider): Promise<UtteranceEngine>;
  /** Whether a small download is wanted here. */
  isFrugal(): boolean;
  /** Calls back when the graphics device is lost under the models. */
  onDeviceLost(listener: () => void): void;
  /** Calls back when the runtime does not come back from a call. */
  onStuck(listener: () => void): void;
  decodeAudio(file: Blob, fromMs: number): Promise<DecodedAudio>;
  /** Workers that write segments of files beside this one; absent where there can be none. */
  readonly segmentWorkers?: WorkerSource | undefined;
}
