/** A title without what file systems refuse. */
export function fileNameOf(title: string): string {
  return title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'captions';
}
