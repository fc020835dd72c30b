import type { CaptionSource } from '../captions/transcript';
import { texts } from '../i18n/language';

/** What the page calls a source: a file, recording or film by its own name. */
export function sourceName({ kind, name }: Pick<CaptionSource, 'kind' | 'name'>): string {
  if (kind === 'file') return name;
  const { runNames } = texts().sound;
  return kind === 'media' && name !== '' ? name : runNames[kind];
}
