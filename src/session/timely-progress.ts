import type { LibraryProgress } from '../contract/model-library-api';

/** Progress crosses threads by a port of its own: what comes behind the answer is too late, and would undo it. */
export async function timely<T>(
  onProgress: LibraryProgress,
  call: (report: LibraryProgress) => Promise<T>,
): Promise<T> {
  let over = false;
  try {
    return await call((doneBytes, totalBytes) => {
      if (!over) onProgress(doneBytes, totalBytes);
    });
  } finally {
    over = true;
  }
}
