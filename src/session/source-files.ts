import type { QueueEntry } from './queued-file';

/**
 * The files that the transcript on the page was written from, as far as this page has them: a browser forgets them at
 * a reload. They are references, so that a file of hours costs nothing here.
 */
export class SourceFiles {
  readonly #files = new Map<string, File>();

  /** @param queue its files are remembered when they are done, too. */
  constructor(queue: { subscribe(listener: (entries: readonly QueueEntry[]) => void): void }) {
    queue.subscribe((entries) => {
      for (const { id, file } of entries) if (file !== null) this.#files.set(id, file);
    });
  }

  /** Of a source of the transcript; null where this page does not have it. */
  fileOf(source: string): File | null {
    return this.#files.get(source) ?? null;
  }

  /** A person has opened the file of a source again. */
  giveFile(source: string, file: File): void {
    this.#files.set(source, file);
  }
}
