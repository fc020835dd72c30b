import { cues } from './cues';
import type { Exporter } from './exporter';
import { timestamp } from './timestamp';

/** WebVTT, https://www.w3.org/TR/webvtt1/ */
export const toVtt: Exporter = (segments) =>
  [
    'WEBVTT\n',
    ...cues(segments).map((cue) => {
      const times = `${timestamp(cue.startMs, '.')} --> ${timestamp(cue.endMs, '.')}`;
      return `${times}\n${cue.lines.map(escaped).join('\n')}\n`;
    }),
  ].join('\n');

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
