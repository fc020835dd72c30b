import type { Segment } from '../contract/transcript';
import { texts } from '../i18n/language';
import { create, setText } from './dom';
import { clockText } from './format';
import { partsOf } from './reading/unsure-words';
import { labelSource, sourceLabel } from './source-label';

/** How a caption came about; each has its own mark. */
export type Mark = 'partial' | 'awaiting' | 'student' | 'second-look';

/** What captions are written in, whatever the language of the page, unless they say otherwise. */
export const SPOKEN_LANGUAGE = 'en';

/** One caption: mark and time, the words, and for those who listen, at last, how it came about. */
export function captionRow(
  tag: 'li' | 'div',
  {
    text,
    startMs,
    source,
    words = [],
    language = SPOKEN_LANGUAGE,
  }: Pick<Segment, 'text' | 'startMs' | 'source' | 'language'> & { readonly words?: Segment['words'] },
  mark: Mark,
  title: string,
): HTMLElement {
  const row = create(tag, `caption caption-${mark}`);
  const meta = create('span', 'caption-meta');
  const time = create('span', 'caption-time', clockText(startMs));
  meta.append(create('span', `mark mark-${mark}`), time);
  const spoken = create('p', 'caption-text');
  spoken.lang = language;
  spoken.dir = 'auto';
  spoken.append(
    ...partsOf({ text, words }).map((part) =>
      part.unsure ? create('span', 'unsure', part.text) : part.text,
    ),
  );
  const speaker = source === undefined ? [] : [sourceLabel(source)];
  // The writer comes last for those who listen: the words matter first.
  row.append(meta, ...speaker, spoken, create('span', 'caption-writer visually-hidden'));
  labelRow(row, title);
  return row;
}

/** Says in words what the row's mark means. */
export function labelRow(row: Element, title: string): void {
  row.querySelector('.mark')?.setAttribute('title', title);
  row.querySelector('.caption-time')?.setAttribute('title', texts().reading.jumpToTime);
  labelSource(row);
  const writer = row.querySelector('.caption-writer');
  if (writer !== null) setText(writer, texts().captions.aside(title));
}
