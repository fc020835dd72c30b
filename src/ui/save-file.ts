import type { TranscriptFile } from '../export/transcript-file';

/** Long enough for the browser to have begun reading the blob. */
const REVOKE_AFTER_MS = 60_000;

/** Offers a file to the person, as a download. */
export function saveFile({ name, mediaType, content }: TranscriptFile): void {
  const type = typeof content === 'string' ? `${mediaType};charset=utf-8` : mediaType;
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, REVOKE_AFTER_MS);
}
