import type { Outcome } from './errors';
import type { CatalogueModel } from './model-catalogue';
import type { ModelManifest, Precision, Provider } from './model-manifest';
import type { ModelSource, OfferedModel } from './own-model';

/** Of files that serve one provider or are of one variant only, which ones are wanted. */
export interface FileChoice {
  readonly provider: Provider;
  readonly precision: Precision;
}

/** A model of the catalogue, or one that a person gave, and how much of it this device has. */
export interface ShelfEntry {
  readonly model: CatalogueModel;
  /**
   * Where its files can be fetched. 'missing': the server does not have it; 'unknown': the server did not answer;
   * 'given': nowhere, a person gave them.
   */
  readonly source: 'server' | 'missing' | 'unknown' | 'given';
  /** The version that is whole on this device. */
  readonly version?: string;
  /** What the server has, where that is another one. */
  readonly newVersion?: string;
  /** Of the version that would be installed next, or is: all that is wanted, and how much of it is here. */
  readonly totalBytes: number;
  readonly keptBytes: number;
  /** All that the device keeps of it, older versions too. */
  readonly usedBytes: number;
  /** Some tab works with it. */
  readonly inUse: boolean;
}

export interface Shelf {
  readonly entries: readonly ShelfEntry[];
  /** False where the browser keeps nothing here: models live as long as the tab. */
  readonly keeps: boolean;
}

/** Called with bytes of the model that are dealt with, of their total. */
export type LibraryProgress = (doneBytes: number, totalBytes: number) => void;

/** What the page can ask of the models on this device. In a worker of its own: captions go on beside it. */
export interface ModelLibraryApi {
  list(choice: FileChoice): Promise<Outcome<Shelf>>;
  /**
   * Fetches what is missing of the newest version, and then puts it in the older one's place. Goes on where an earlier
   * call was left. Resolves with 'cancelled' after pause(), with 'storage-full' after what had come is dropped.
   */
  install(id: string, choice: FileChoice, onProgress: LibraryProgress): Promise<Outcome<null>>;
  /** Ends install() or verify(); what has come stays. */
  pause(id: string): Promise<void>;
  /** Reads every file that is kept and compares its SHA-256. Resolves with the paths of bad ones, which are dropped. */
  verify(id: string, onProgress: LibraryProgress): Promise<Outcome<readonly string[]>>;
  remove(id: string): Promise<Outcome<null>>;
  /** What lies at an address; nothing of it is kept. */
  look(address: string): Promise<Outcome<OfferedModel>>;
  /** Takes a model that a person gives; of an address only its manifest, install() brings the rest. */
  add(source: ModelSource): Promise<Outcome<ModelManifest>>;
}
