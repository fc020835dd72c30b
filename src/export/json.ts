import type { Exporter } from './exporter';

/**
 * `{"segments": [{text, startMs, endMs, source, engine, words, heard}]}`: everything that is known of each utterance;
 * source only where there were several, and what the engine had heard only where a person has corrected it.
 */
export const toJson: Exporter = (segments) => {
  const written = [...segments]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ text, startMs, endMs, source, engine, words, heard }) => ({
      text,
      startMs,
      endMs,
      ...(source === undefined ? {} : { source }),
      engine,
      words,
      ...(heard === undefined ? {} : { heard: heard.text }),
    }));
  return `${JSON.stringify({ segments: written }, null, 2)}\n`;
};
