/** What the pickers offer, and what is taken out of a folder. */
export const RECORDING_ENDINGS = [
  '.wav',
  '.mp3',
  '.m4a',
  '.m4b',
  '.aac',
  '.ogg',
  '.oga',
  '.opus',
  '.flac',
  '.webm',
  '.weba',
  '.mp4',
  '.m4v',
  '.mov',
  '.mkv',
  '.mka',
  '.ts',
  '.3gp',
] as const;

/** Whether a file of a folder is worth trying: by its kind, which the browser tells from its name, or by its name. */
export function isRecording({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  // Hidden files are copies that systems keep for themselves, such as ._talk.mp3.
  if (name.startsWith('.')) return false;
  if (/^(?:audio|video)\//u.test(type)) return true;
  const lower = name.toLowerCase();
  return RECORDING_ENDINGS.some((ending) => lower.endsWith(ending));
}
