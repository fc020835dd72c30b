import type { Segment } from '../contract/transcript';
import { texts } from '../i18n/language';
import { create, setText } from './dom';
import { clockText } from './format';
import { labelSource, sourceLabel } from './source-label';

/** How a caption came about; each has its own mark. */
export type Mark = 'partial' | 'awaiting' | 'student' | 'second-look';

/** The models hear English, whatever the language of the page. */
export const SPOKEN_LANGUAGE = 'en';

/** One caption: mark and time, the words, and for those who listen, at last, how it came about. */
export function captionRow(
  tag: 'li' | 'div',
  { text, startMs, source }: Pick<Segment, 'text' | 'startMs' | 'source'>,
  mark: Mark,
  title: string,
): HTMLElement {
  const row = create(tag, `caption caption-${mark}`);
  const meta = create('span', 'caption-meta');
  meta.append(create('span', `mark mark-${mark}`), create('span', 'caption-time', clockText(startMs)));
  const words = create('p', 'caption-text', text);
  words.lang = SPOKEN_LANGUAGE;
  const speaker = source === undefined ? [] : [sourceLabel(source)];
  // The writer comes last for those who listen: the words matter first.
  row.append(meta, ...speaker, words, create('span', 'caption-writer visually-hidden'));
  labelRow(row, title);
  return row;
}

/** Says in words what the row's mark means. */
export function labelRow(row: Element, title: string): void {
  row.querySelector('.mark')?.setAttribute('title', title);
  labelSource(row);
  const writer = row.querySelector('.caption-writer');
  if (writer !== null) setText(writer, texts().captions.aside(title));
}
