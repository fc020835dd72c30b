/** What the app uses a model for. */
export type ModelRole = 'captions' | 'second-look' | 'voice' | 'files';

/** Word error rate as somebody measured it, with the set that it was measured on. */
export interface MeasuredWer {
  readonly set: string;
  readonly utterances: number;
  readonly percent: number;
}

/** What a device must have, or had better have. */
export interface ModelNeeds {
  /** Megabytes of memory that the tab takes more with this model than without; absent where nobody measured it. */
  readonly memoryMB?: number;
  /** Absent where WebGPU makes no difference. */
  readonly webgpu?: 'required' | 'faster';
}

/** A model that the app knows of, whether or not it is on this server or on this device. */
export interface CatalogueModel {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly ModelRole[];
  /** What a browser fetches of it, at most. */
  readonly bytes: number;
  /** BCP 47, of the speech that it hears. */
  readonly languages: readonly string[];
  /** SPDX. */
  readonly licence: string;
  readonly wer: readonly MeasuredWer[];
  readonly needs: ModelNeeds;
  /**
   * 'app': comes with the app. 'built': a script of the project makes its folder, and not every server has it. 'own': a
   * person gave it to this browser; never in the index.
   */
  readonly origin: 'app' | 'built' | 'own';
  /** Command that makes its folder, run in the project's own; there where the origin is 'built'. */
  readonly build?: string;
}

/** `public/models/index.json`: which models there are, and which the app takes by default. */
export interface ModelIndex {
  readonly schema: 2;
  readonly student: string;
  readonly secondLook: string;
  /** What tells voices from other sounds; absent where loudness and the student alone decide. */
  readonly voice?: string;
  readonly models: readonly CatalogueModel[];
}
