import type { Exporter } from './exporter';

/**
 * `{"segments": [{text, startMs, endMs, source, engine, words}]}`: everything that is known of each utterance; source
 * only where there were several.
 */
export const toJson: Exporter = (segments) => {
  const written = [...segments]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ text, startMs, endMs, source, engine, words }) => ({
      text,
      startMs,
      endMs,
      ...(source === undefined ? {} : { source }),
      engine,
      words,
    }));
  return `${JSON.stringify({ segments: written }, null, 2)}\n`;
};
