import type { WordPlace } from '../../captions/correction';
import { writtenWords } from '../../captions/timed-words';
import type { Segment } from '../../contract/transcript';

export function wordsIn(line: Segment, { from, to }: Pick<WordPlace, 'from' | 'to'>): string {
  return writtenWords(line)
    .slice(from, to)
    .map(({ word }) => word)
    .join(' ');
}

export function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
