import type { SourceKind } from '../contract/audio-source';
import { texts } from '../i18n/language';
import { create, setText } from './dom';

const SVG = 'http://www.w3.org/2000/svg';
/** Shapes that tell the sources apart without their colour, and without reading. */
const SHAPES: Readonly<Record<SourceKind, string>> = {
  microphone:
    'M8 1.5a2.3 2.3 0 0 0-2.3 2.3v3.7a2.3 2.3 0 0 0 4.6 0V3.8A2.3 2.3 0 0 0 8 1.5zM3.7 7.5a4.3 4.3 0 0 0 8.6 0M8 11.8v2.7',
  tab: 'M2 3.5h12v9H2zM2 6.5h5.5v-3',
  media: 'M5 3.2v9.6l7.5-4.8z',
};

/** Says where a caption was heard. */
export function sourceLabel(source: SourceKind): HTMLElement {
  const label = create('span', `caption-source caption-source-${source}`);
  label.dataset['source'] = source;
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[source]);
  icon.append(path);
  label.append(icon, create('span', 'caption-source-name'));
  return label;
}

/** Writes the name of a row's source, in the language of now. */
export function labelSource(row: Element): void {
  const source = row.querySelector<HTMLElement>('.caption-source')?.dataset['source'];
  const name = row.querySelector('.caption-source-name');
  if (name !== null && isSource(source)) setText(name, texts().sound.sourceNames[source]);
}

function isSource(text: string | undefined): text is SourceKind {
  return text !== undefined && text in SHAPES;
}
