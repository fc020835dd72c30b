import { inOrder, type Recording } from './exporter';

/**
 * Everything that is known of each utterance, as docs/transcript.schema.json describes it. Times count from the start of
 * their recording, which is named where there are several; `source` stands only where a recording had several inputs.
 */
export function toJson(recordings: readonly Recording[]): string {
  const segments = recordings.flatMap((recording) =>
    inOrder(recording.segments).map(({ text, startMs, endMs, source, engine, words }) => ({
      ...(recordings.length > 1 ? { recording: recording.name } : {}),
      text,
      startMs,
      endMs,
      ...(source === undefined ? {} : { source }),
      engine,
      words: words.map((word) => ({
        word: word.word,
        startMs: word.startMs,
        endMs: word.endMs,
        confidence: word.confidence,
      })),
    })),
  );
  return `${JSON.stringify({ segments }, null, 2)}\n`;
}
