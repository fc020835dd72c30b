import { cues } from './cues';
import { ENGLISH_NAMES, type Exporter } from './exporter';
import { timestamp } from './timestamp';

/** WebVTT, https://www.w3.org/TR/webvtt1/; a source is a voice. */
export const toVtt: Exporter = (segments, names = ENGLISH_NAMES) =>
  [
    'WEBVTT\n',
    ...cues(segments).map((cue) => {
      const times = `${timestamp(cue.startMs, '.')} --> ${timestamp(cue.endMs, '.')}`;
      const voice = cue.source === undefined ? '' : `<v ${escaped(names[cue.source])}>`;
      return `${times}\n${voice}${cue.lines.map(escaped).join('\n')}\n`;
    }),
  ].join('\n');

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
