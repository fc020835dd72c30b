import type { CaptionSource } from '../captions/transcript';
import { texts } from '../i18n/language';

/** What the page calls a source: a file by its own name. */
export function sourceName({ kind, name }: Pick<CaptionSource, 'kind' | 'name'>): string {
  return kind === 'microphone' ? texts().captions.microphone : name;
}
