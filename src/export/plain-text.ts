import { ENGLISH_NAMES, inOrder, oneLine, type Exporter, type SourceNames } from './exporter';
import type { Segment } from '../contract/transcript';
import { clock } from './timestamp';

/** One utterance a line, behind its source where it is marked with one. */
export const toPlainText: Exporter = (segments, names = ENGLISH_NAMES) =>
  inOrder(segments)
    .map((segment) => `${spokenLine(segment, names)}\n`)
    .join('');

/** The same, each line behind the time at which it was said: `[00:01:02] Good morning.` */
export const toTimedText: Exporter = (segments, names = ENGLISH_NAMES) =>
  inOrder(segments)
    .map((segment) => `[${clock(segment.startMs)}] ${spokenLine(segment, names)}\n`)
    .join('');

function spokenLine({ text, source }: Segment, names: SourceNames): string {
  return `${source === undefined ? '' : `${names[source]}: `}${oneLine(text)}`;
}
