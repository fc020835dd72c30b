import { ENGLISH_NAMES, type Exporter } from './exporter';

/** One utterance a line, behind its source where it is marked with one. */
export const toPlainText: Exporter = (segments, names = ENGLISH_NAMES) =>
  [...segments]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ text, source }) => {
      const speaker = source === undefined ? '' : `${names[source]}: `;
      return `${speaker}${text.replaceAll(/\s+/gu, ' ').trim()}\n`;
    })
    .join('');
