import type { FolderFile } from '../contract/own-model';
import { byId } from './dom';
import { droppedFiles, isModelFolder } from './dropped-files';

const ACCEPTED = [
  'audio/*',
  'video/*',
  '.wav',
  '.mp3',
  '.m4a',
  '.aac',
  '.ogg',
  '.oga',
  '.opus',
  '.flac',
  '.webm',
  '.mp4',
  '.mov',
  '.mkv',
];

/** Takes recordings from the picker, and recordings or a model's folder dropped anywhere on the page. */
export class FileDrop {
  readonly #overlay = byId('drop-overlay', HTMLDivElement);
  readonly #input = byId('file-input', HTMLInputElement);
  /** A drag enters every element it passes before it leaves the one before. */
  #depth = 0;

  constructor(
    private readonly onFiles: (files: readonly File[]) => void,
    private readonly onModelFolder: (files: readonly FolderFile[]) => void,
  ) {
    this.#input.accept = ACCEPTED.join(',');
    this.#input.addEventListener('change', () => {
      this.#take([...(this.#input.files ?? [])]);
      // The same file can then be chosen again.
      this.#input.value = '';
    });
    byId('drop-zone', HTMLDivElement).addEventListener('click', () => {
      this.open();
    });
    window.addEventListener('dragenter', (event) => {
      this.#drag(event, 1);
    });
    window.addEventListener('dragleave', (event) => {
      this.#drag(event, -1);
    });
    window.addEventListener('dragover', (event) => {
      if (holdsFiles(event)) event.preventDefault();
    });
    window.addEventListener('drop', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.#setDepth(0);
      if (event.dataTransfer !== null) void this.#takeDropped(event.dataTransfer);
    });
  }

  /** Opens the picker. */
  open(): void {
    this.#input.click();
  }

  #drag(event: DragEvent, step: 1 | -1): void {
    if (holdsFiles(event)) this.#setDepth(this.#depth + step);
  }

  #setDepth(depth: number): void {
    this.#depth = Math.max(0, depth);
    this.#overlay.hidden = this.#depth === 0;
  }

  async #takeDropped(transfer: DataTransfer): Promise<void> {
    const { files, plain } = await droppedFiles(transfer);
    if (isModelFolder(files)) this.onModelFolder(files);
    else this.#take(plain);
  }

  #take(files: readonly File[]): void {
    if (files.length > 0) this.onFiles(files);
  }
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
