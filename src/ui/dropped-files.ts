import type { FolderFile } from '../contract/own-model';
import { isRecording } from './recording-names';

/** What a person dropped, once the folders in it are read. */
export interface Dropped {
  /** Files with their places in the folders. */
  readonly files: readonly FolderFile[];
  /** The recordings, each by itself: what was dropped itself, whatever it is, and of folders what looks like one. */
  readonly recordings: readonly File[];
  /** Files of folders that were left out. */
  readonly skipped: number;
}

const MANIFEST = /(?:^|\/)manifest\.json$/u;

/** Whether these are the files of a model folder, and no recordings. */
export function isModelFolder(files: readonly FolderFile[]): boolean {
  return files.some(({ path }) => MANIFEST.test(path));
}

/** Reads all that was dropped, folders too. Must be called in the drop event: the browser forgets it afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const loose = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory === true)) {
    return {
      files: loose.map((file) => ({ path: file.name, content: file })),
      recordings: loose,
      skipped: 0,
    };
  }
  const read = await Promise.all(entries.filter((entry) => entry !== null).map(filesIn));
  const found = read.flat();
  const { skipped, ...sorted } = fromFolders(found.filter((item) => item !== UNREADABLE));
  return { ...sorted, skipped: skipped + found.filter((item) => item === UNREADABLE).length };
}

interface Found {
  /** Of folders, with them. */
  readonly path: string;
  readonly file: File;
}

/** Sorts out what folders hold; the recordings in the order of their paths, as a person reads them. */
export function fromFolders(found: readonly Found[]): Dropped {
  const recordings = found
    .filter(({ path, file }) => !path.includes('/') || isRecording(file))
    .sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }))
    .map(({ file }) => file);
  return {
    files: found.map(({ path, file }) => ({ path, content: file })),
    recordings,
    skipped: found.length - recordings.length,
  };
}

/** The system does not give it out: the others are taken all the same. */
const UNREADABLE = null;

async function filesIn(entry: FileSystemEntry): Promise<(Found | typeof UNREADABLE)[]> {
  if (entry.isFile) {
    return new Promise((resolve) => {
      (entry as FileSystemFileEntry).file(
        (file) => {
          resolve([{ path: entry.fullPath.replace(/^\//u, ''), file }]);
        },
        () => {
          resolve([UNREADABLE]);
        },
      );
    });
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: (Found | typeof UNREADABLE)[] = [];
  for (;;) {
    // A reader gives a part of the folder at a time, and nothing at its end.
    const part = await new Promise<FileSystemEntry[] | typeof UNREADABLE>((resolve) => {
      reader.readEntries(resolve, () => {
        resolve(UNREADABLE);
      });
    });
    if (part === UNREADABLE) return [...found, UNREADABLE];
    if (part.length === 0) return found;
    for (const inner of part) found.push(...(await filesIn(inner)));
  }
}
