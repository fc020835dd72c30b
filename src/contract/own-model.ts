/** A file of a folder that a person gives to the page. */
export interface FolderFile {
  /** As the browser tells it: below the folder's own name, or the bare name. */
  readonly path: string;
  readonly content: Blob;
}

/** Where a student comes from that the site does not ship. */
export type ModelSource =
  | { readonly kind: 'folder'; readonly files: readonly FolderFile[] }
  /** Of the folder, or of its manifest.json; relative ones are meant from the page. */
  | { readonly kind: 'address'; readonly address: string };
