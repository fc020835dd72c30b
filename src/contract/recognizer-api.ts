import type { SourceKind } from './audio-source';
import type { DecodedSound } from './decoded-sound';
import type { Outcome, Failure } from './errors';
import type { ModelManifest, Precision, Provider } from './model-manifest';
import type { SoundPiece } from './kept-sound';
import type { PersonalWord } from './personal-words';
import type { ModelSource } from './own-model';
import type { Partial, Segment } from './transcript';

export type ProviderChoice = 'auto' | Provider;
export type PrecisionChoice = 'auto' | Precision;
/** How soon a word is shown while someone speaks: the sooner, the more often it changes. */
export type CaptionPace = 'quick' | 'balanced' | 'steady';
export type TranscribePath = 'stream' | 'file';

/** What is spoken, where it is to be heard or written otherwise than English as English. */
export interface SpokenLanguage {
  /** BCP 47; 'auto' to tell it from each utterance. */
  readonly language: string;
  /** Write it in English, whatever is spoken. */
  readonly translate: boolean;
}

/** How a file is heard as a stream, for measurements. A microphone is heard with the first value of each. */
export interface StreamSettings {
  /** 'captions': the text of an utterance is the one that was streamed, and nothing rewrites it. */
  readonly text?: 'final' | 'captions';
  /** 'forget': the student begins each utterance as if it had heard nothing before. */
  readonly memory?: 'keep' | 'forget';
}

/** How one file is transcribed. */
export interface FileSettings extends StreamSettings {
  /** Begins here, on the path 'file': where a run before it was, by its last 'file-progress'. The beginning where absent. */
  readonly fromMs?: number;
  /** Ends here, on the path 'file', as if there were no more. The end where absent. */
  readonly toMs?: number;
  /** 'off': the student's own text stands, whether the second look is there or not. */
  readonly secondLook?: 'off';
  /** Ids of its segments are not below this: those are of a run before it. */
  readonly firstId?: number;
  /**
   * So many workers write it beside the recognizer, from its beginning, on the path 'file' and on WASM; one is none. Where
   * absent, what is measured on the way decides.
   */
  readonly workers?: number;
}

export interface RecognizerOptions {
  /** Absolute address of the folder that holds index.json and the model folders. */
  readonly modelsUrl: string;
  readonly provider: ProviderChoice;
  readonly secondLook: boolean;
  /** Model that takes the second look; the index's default where absent. */
  readonly secondLookModel?: string;
  /**
   * English where absent. Where present the model of the second look writes all text by itself: the student, which knows
   * English alone, is not heard.
   */
  readonly spoken?: SpokenLanguage;
  /** 'auto' where absent; one that does not run here counts as 'auto'. */
  readonly precision?: PrecisionChoice;
  /** Student to use; the index's default where absent. */
  readonly model?: string;
  /**
   * A recognizer that is gone had these models: the network is not asked about them again, and captions begin with all
   * that helps the student.
   */
  readonly again?: boolean;
}

/** What a stream hears, and where it takes up what came before it. */
export interface StreamStart {
  /** Marks its texts, where there are several streams. */
  readonly source?: SourceKind;
  /** The id of its first utterance: those before it are of a recognizer that is gone. */
  readonly firstId?: number;
  /** The stream of this source goes on that is under way, from another device; the gap between counts as silence. */
  readonly continues?: boolean;
  /** Its sound is wanted, too: it comes in pieces. */
  readonly keepSound?: boolean;
}

/** Refusals that most devices without a fit graphics device have: the page says them in its own language. */
export type RefusalCode = 'no-webgpu' | 'no-adapter' | 'software-adapter';

/** A provider that was not used. */
export interface Refusal {
  readonly provider: Provider;
  /** Absent where the reason is a rarer one. */
  readonly code?: RefusalCode;
  /** In English. */
  readonly reason: string;
}

/** What the probe found and chose; shown to the user. */
export interface ProviderReport {
  readonly provider: Provider;
  /** WASM threads (1 where the page is not cross-origin isolated); 0 on WebGPU. */
  readonly threads: number;
  /** Adapter vendor and architecture, on WebGPU. */
  readonly adapter: string;
  /** Why a provider before it in the order was not used; empty where none was refused. */
  readonly refused: readonly Refusal[];
  /** How exactly the student's weights are kept; absent where its folder offers no choice. */
  readonly precision?: Precision;
  /** Relative error of the warm-up logits against the golden ones. */
  readonly goldenError: number;
}

export type RecognizerEvent =
  | {
      readonly type: 'download';
      readonly model: string;
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  /** The student is ready: captions can start. Sent again when another variant of it takes over. */
  | { readonly type: 'student-ready'; readonly model: string; readonly provider: ProviderReport }
  /** The device keeps no copy of a model that was fetched: the next visit must fetch it again. */
  | { readonly type: 'models-unkept' }
  | { readonly type: 'second-look-ready'; readonly model: string }
  /** The second look cannot be had; captions go on with the student's own words. */
  | { readonly type: 'second-look-failed'; readonly failure: Failure }
  | { readonly type: 'partial'; readonly partial: Partial }
  /** The utterance of this id held no words: drop its partial. */
  | { readonly type: 'discarded'; readonly id: number }
  | { readonly type: 'final'; readonly segment: Segment }
  /** All up to doneMs has been dealt with; times count from the file's beginning, wherever the run began. */
  | { readonly type: 'file-progress'; readonly doneMs: number; readonly totalMs: number }
  /** Captions have fallen behind the sound by so much, and more work would come than is done. */
  | { readonly type: 'overloaded'; readonly behindMs: number }
  /** Some seconds of a stream whose sound is wanted. */
  | { readonly type: 'sound'; readonly piece: SoundPiece }
  /** The sound of a stream cannot be encoded; its text goes on. */
  | { readonly type: 'sound-failed'; readonly failure: Failure }
  /** The device that the models run on is gone: nothing more can be run in this worker. */
  | { readonly type: 'device-lost' }
  /** A live stream broke; frames after this are dropped. */
  | { readonly type: 'stream-failed'; readonly failure: Failure };

export type RecognizerListener = (event: RecognizerEvent) => void;

export interface TranscribeResult {
  readonly segments: readonly Segment[];
  readonly audioMs: number;
  readonly wallMs: number;
  /** Of it, the work on each minute of the audio; the last may be shorter. */
  readonly minutesMs: readonly number[];
  readonly provider: Provider;
  /** So many workers beside the recognizer wrote some of it. */
  readonly workers: number;
  /** Ids of the models that took part, student first. */
  readonly models: readonly string[];
}

/** The worker's interface, as the page sees it through Comlink. One file at a time, or the streams of one session. */
export interface RecognizerApi {
  /** Loads (or reloads) the models. Resolves when the student is ready; the second look follows behind. */
  prepare(options: RecognizerOptions, listener: RecognizerListener): Promise<Outcome<ProviderReport>>;
  /** Resolves once the second look is ready, failed or switched off. */
  secondLookSettled(): Promise<boolean>;
  /** Downloads and loads, or drops, the second look. */
  setSecondLook(on: boolean): Promise<void>;
  /** Holds from now on; 'balanced' before the first call. */
  setCaptionPace(pace: CaptionPace): Promise<void>;
  /**
   * Listens for these words too, from the next utterance on, also after another prepare(). Resolves with their number
   * once they are in use; with 0 where no models are loaded yet.
   */
  setPersonalWords(words: readonly PersonalWord[]): Promise<Outcome<number>>;
  /** Checks and keeps a student that the site does not ship; prepare() then takes its id. */
  addModel(modelsUrl: string, source: ModelSource): Promise<Outcome<ModelManifest>>;
  /** Forgets a model that was added. */
  removeModel(modelsUrl: string, id: string): Promise<Outcome<null>>;
  /**
   * Takes frames from this port (a LiveSink is exposed on it) until its end() or stopStream(). Several streams may
   * run side by side, each with its own utterances.
   */
  startStream(port: MessagePort, start?: StreamStart): Promise<Outcome<null>>;
  /** Finishes the utterances in progress of all streams and resolves after their final texts were sent. */
  stopStream(): Promise<Outcome<null>>;
  /** Events of this file come through the listener given to prepare(), all of them before the answer. */
  transcribe(
    file: Blob | DecodedSound,
    path: TranscribePath,
    settings?: FileSettings,
  ): Promise<Outcome<TranscribeResult>>;
  /** Stops the file in progress: its call resolves with the code 'cancelled'. */
  cancel(): Promise<void>;
}
