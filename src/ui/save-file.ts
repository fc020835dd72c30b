import type { TranscriptFile } from '../export/transcript-file';

/** Long enough for the browser to have begun reading the blob. */
const REVOKE_AFTER_MS = 60_000;

/** Offers a file to the person, as a download. */
export function saveFile({ name, mediaType, content }: TranscriptFile): void {
  const type = typeof content === 'string' ? `${mediaType};charset=utf-8` : mediaType;
  saveBlob(name, new Blob([content], { type }));
}

/** As saveFile(). */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, REVOKE_AFTER_MS);
}
