import { cues } from './cues';
import type { Exporter } from './exporter';
import { timestamp } from './timestamp';

/** SubRip: numbered blocks, separated by empty lines. */
export const toSrt: Exporter = (segments) =>
  cues(segments)
    .map((cue, index) => {
      const times = `${timestamp(cue.startMs, ',')} --> ${timestamp(cue.endMs, ',')}`;
      return `${String(index + 1)}\n${times}\n${cue.lines.join('\n')}\n`;
    })
    .join('\n');
