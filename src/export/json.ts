import type { Exporter } from './exporter';

/** `{"segments": [{text, startMs, endMs, engine, words}]}`: everything that is known of each utterance. */
export const toJson: Exporter = (segments) => {
  const written = [...segments]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ text, startMs, endMs, engine, words }) => ({ text, startMs, endMs, engine, words }));
  return `${JSON.stringify({ segments: written }, null, 2)}\n`;
};
