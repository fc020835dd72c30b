import type { SourceKind } from '../contract/audio-source';
import { cues } from './cues';
import { ENGLISH_NAMES, type Exporter } from './exporter';
import { lineText } from './timed-tokens';
import { timestamp } from './timestamp';

/** SubRip: numbered blocks, separated by empty lines. It knows no speakers: a source stands before the words. */
export const toSrt: Exporter = (segments, names = ENGLISH_NAMES) => {
  const prefixOf = (source: SourceKind): string => `${names[source]}: `;
  return cues(segments, prefixOf)
    .map((cue, index) => {
      const times = `${timestamp(cue.startMs, ',')} --> ${timestamp(cue.endMs, ',')}`;
      const speaker = cue.source === undefined ? '' : prefixOf(cue.source);
      return `${String(index + 1)}\n${times}\n${speaker}${cue.lines.map(lineText).join('\n')}\n`;
    })
    .join('\n');
};
