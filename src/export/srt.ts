import { cues } from './cues';
import { ENGLISH_NAMES, type Exporter } from './exporter';
import { timestamp } from './timestamp';

/** SubRip: numbered blocks, separated by empty lines. It knows no speakers: a source stands before the words. */
export const toSrt: Exporter = (segments, names = ENGLISH_NAMES) =>
  cues(segments)
    .map((cue, index) => {
      const times = `${timestamp(cue.startMs, ',')} --> ${timestamp(cue.endMs, ',')}`;
      const speaker = cue.source === undefined ? '' : `${names[cue.source]}: `;
      return `${String(index + 1)}\n${times}\n${speaker}${cue.lines.join('\n')}\n`;
    })
    .join('\n');
