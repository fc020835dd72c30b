import type { Segment } from '../contract/transcript';
import type { CaptionSource, Transcript } from './transcript';

/** A line whose words last 400 ms each, with 100 ms between them; a "?" behind a word makes it doubtful. */
export function line(id: number, marked: string, more: Partial<Segment> = {}): Segment {
  const startMs = id * 10_000;
  const words = marked.split(' ').map((word, index) => ({
    word: word.replace('?', ''),
    startMs: startMs + index * 500,
    endMs: startMs + index * 500 + 400,
    confidence: word.endsWith('?') ? 0.4 : 0.9,
  }));
  const text = words.map(({ word }) => word).join(' ');
  return { id, text, words, startMs, endMs: startMs + words.length * 500 - 100, engine: 'second', ...more };
}

export function transcriptOf(...segments: Segment[]): Transcript {
  return { sources: [sourceOf('a', ...segments)] };
}

export function sourceOf(id: string, ...segments: Segment[]): CaptionSource {
  return { id, kind: 'file', name: id, startedAtMs: 0, track: { segments, partials: [] } };
}

export const linesOf = ({ sources }: Transcript) => sources.flatMap(({ track }) => track.segments);
export const textsOf = (transcript: Transcript) => linesOf(transcript).map(({ text }) => text);
export const timesOf = ({ words }: Segment) =>
  words.map(({ word, startMs, endMs }) => [word, startMs, endMs]);
