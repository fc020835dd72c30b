import { inOrder, type Recording } from './exporter';

/**
 * Everything that is known of each utterance, as docs/transcript.schema.json describes it. Times count from the start of
 * their recording, which is named where there are several; `source` stands only where a recording had several inputs,
 * `language` only where a model for several languages wrote the text, `translatedFrom` only where that is a translation,
 * `heard` only where a person has corrected what the engine wrote, `alternatives` only where the models thought of other words.
 */
export function toJson(recordings: readonly Recording[]): string {
  const segments = recordings.flatMap((recording) =>
    inOrder(recording.segments).map(
      ({ text, startMs, endMs, source, engine, language, translatedFrom, words, heard }) => ({
        ...(recordings.length > 1 ? { recording: recording.name } : {}),
        text,
        startMs,
        endMs,
        ...(source === undefined ? {} : { source }),
        engine,
        ...(language === undefined ? {} : { language }),
        ...(translatedFrom === undefined ? {} : { translatedFrom }),
        words: words.map((word) => ({
          word: word.word,
          startMs: word.startMs,
          endMs: word.endMs,
          confidence: word.confidence,
          ...(word.alternatives === undefined ? {} : { alternatives: word.alternatives }),
        })),
        ...(heard === undefined ? {} : { heard: heard.text }),
      }),
    ),
  );
  return `${JSON.stringify({ segments }, null, 2)}\n`;
}
