import type { ModelManifest } from './model-manifest';

/** A file of a folder that a person gives to the page. */
export interface FolderFile {
  /** As the browser tells it: below the folder's own name, or the bare name. */
  readonly path: string;
  readonly content: Blob;
}

/** Where a model comes from that the site does not ship. */
export type ModelSource =
  | { readonly kind: 'folder'; readonly files: readonly FolderFile[] }
  | {
      readonly kind: 'address';
      /** Of the folder, or of its manifest.json; relative ones are meant from the page. */
      readonly address: string;
      /** SHA-256 of the manifest.json that the person has agreed to. */
      readonly sha256: string;
    };

/** What lies at an address, told before it is taken. */
export interface OfferedModel {
  readonly manifest: ModelManifest;
  /** Absolute address of the folder. */
  readonly folderUrl: string;
  /** Of manifest.json; every other file is checked against what stands in there. */
  readonly sha256: string;
  /** The address that was given names this SHA-256. */
  readonly named: boolean;
}
