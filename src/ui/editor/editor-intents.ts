/** What the page has of the files that its transcript was written from. */
export interface SourceFileIntents {
  /** Null where this page does not have it: it was reloaded since. */
  fileOf(source: string): File | null;
  /** The person has opened it again. */
  giveFile(source: string, file: File): void;
}
