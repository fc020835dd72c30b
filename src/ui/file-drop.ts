import type { FolderFile } from '../contract/own-model';
import { byId } from './dom';
import { droppedFiles, fromFolders, isModelFolder, type Dropped } from './dropped-files';
import { RECORDING_ENDINGS } from './recording-names';

const ACCEPTED = ['audio/*', 'video/*', ...RECORDING_ENDINGS];

/** Takes recordings from the pickers, and recordings, folders of them or a model's folder dropped anywhere on the page. */
export class FileDrop {
  readonly #overlay = byId('drop-overlay', HTMLDivElement);
  readonly #input = byId('file-input', HTMLInputElement);
  readonly #folder = byId('folder-input', HTMLInputElement);
  /** A drag enters every element it passes before it leaves the one before. */
  #depth = 0;

  constructor(
    private readonly onFiles: (files: readonly File[], skipped: number) => void,
    private readonly onModelFolder: (files: readonly FolderFile[]) => void,
  ) {
    this.#input.accept = ACCEPTED.join(',');
    this.#input.addEventListener('change', () => {
      this.#take([...(this.#input.files ?? [])], 0);
      // The same file can then be chosen again.
      this.#input.value = '';
    });
    this.#folder.addEventListener('change', () => {
      const files = [...(this.#folder.files ?? [])];
      this.#takeFound(fromFolders(files.map((file) => ({ path: file.webkitRelativePath, file }))));
      this.#folder.value = '';
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
    this.#takeFound(await droppedFiles(transfer));
  }

  #takeFound({ files, recordings, skipped }: Dropped): void {
    if (isModelFolder(files)) this.onModelFolder(files);
    else this.#take(recordings, skipped);
  }

  #take(files: readonly File[], skipped: number): void {
    if (files.length > 0 || skipped > 0) this.onFiles(files, skipped);
  }
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
