import type { Exporter } from './exporter';

/** One utterance a line. */
export const toPlainText: Exporter = (segments) =>
  [...segments]
    .sort((a, b) => a.startMs - b.startMs)
    .map((segment) => `${segment.text.replaceAll(/\s+/gu, ' ').trim()}\n`)
    .join('');
