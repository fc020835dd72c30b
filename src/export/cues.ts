import { writtenWords } from '../captions/timed-words';
import type { SourceKind } from '../contract/audio-source';
import type { Segment } from '../contract/transcript';
import { splitLongWords, wrapLines } from './line-wrap';

/** What a subtitle player shows at a time: at most MAX_LINES lines. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
  readonly source?: SourceKind;
}

/** A shorter cue is hard to read; it stays longer where there is room. */
const MIN_CUE_MS = 1000;
const MAX_CUE_MS = 7000;
/** A cue this full may end at punctuation instead of going on. */
const FULL_ENOUGH_CHARS = 42;
const CLAUSE_END = /[.!?…,;:。！？、][)"'”’]*$/u;

interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Cuts segments into cues that fit the screen, by the times of their words. Cues come in order of time, last
 * at least a millisecond and do not overlap.
 */
export function cues(segments: readonly Segment[]): readonly Cue[] {
  const cut = segments.flatMap((segment) =>
    grouped(timedWords(segment)).map((group) => cue(group, segment.source)),
  );
  return spaced(cut.sort((a, b) => a.startMs - b.startMs));
}

/** Words of the text with times, cut where one alone is longer than a line. */
function timedWords(segment: Segment): TimedWord[] {
  return writtenWords(segment).flatMap(({ word, startMs, endMs }) =>
    splitLongWords(word).map((text) => ({ text, startMs, endMs })),
  );
}

function grouped(words: readonly TimedWord[]): TimedWord[][] {
  const groups: TimedWord[][] = [];
  let group: TimedWord[] = [];
  for (const word of words) {
    const first = group[0];
    if (first !== undefined && (isComplete(group) || !fits(group, first, word))) {
      groups.push(group);
      group = [];
    }
    group.push(word);
  }
  return group.length > 0 ? [...groups, group] : groups;
}

function isComplete(group: readonly TimedWord[]): boolean {
  const text = joined(group);
  return text.length >= FULL_ENOUGH_CHARS && CLAUSE_END.test(text);
}

function fits(group: readonly TimedWord[], first: TimedWord, word: TimedWord): boolean {
  return word.endMs - first.startMs <= MAX_CUE_MS && wrapLines([...group, word].map((w) => w.text)) !== null;
}

function cue(group: readonly TimedWord[], source: SourceKind | undefined): Cue {
  return {
    startMs: Math.round(Math.min(...group.map((word) => word.startMs))),
    endMs: Math.round(Math.max(...group.map((word) => word.endMs))),
    lines: wrapLines(group.map((word) => word.text)) ?? [joined(group)],
    ...(source === undefined ? {} : { source }),
  };
}

function joined(group: readonly TimedWord[]): string {
  return group.map((word) => word.text).join(' ');
}

function spaced(cut: readonly Cue[]): Cue[] {
  const result: Cue[] = [];
  cut.forEach((item, index) => {
    const startMs = Math.max(item.startMs, result.at(-1)?.endMs ?? 0);
    const nextStartMs = cut[index + 1]?.startMs ?? Infinity;
    const wantedMs = Math.max(item.endMs, startMs + MIN_CUE_MS);
    result.push({ ...item, startMs, endMs: Math.max(startMs + 1, Math.min(wantedMs, nextStartMs)) });
  });
  return result;
}
