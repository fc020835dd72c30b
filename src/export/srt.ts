import type { SourceKind } from '../contract/audio-source';
import { cues } from './cues';
import { ENGLISH_NAMES, type Exporter } from './exporter';
import { lineText } from './timed-tokens';
import { timestamp } from './timestamp';

/** What players take for markup: the tags of bold, italics and the like, and the braces of SSA. */
const MARKUP = /<(?=\/?[bius]>|\/?font\b[^<>]*>)|\{(?=\\)/giu;
const WORD_JOINER = '\u2060';

/**
 * SubRip: numbered blocks, separated by empty lines. It knows no speakers: a source stands before the words. It has no
 * escapes either: words that a player would take for markup get an invisible word joiner inside, so that they are shown.
 */
export const toSrt: Exporter = (segments, names = ENGLISH_NAMES) => {
  const prefixOf = (source: SourceKind): string => `${names[source]}: `;
  return cues(segments, prefixOf)
    .map((cue, index) => {
      const times = `${timestamp(cue.startMs, ',')} --> ${timestamp(cue.endMs, ',')}`;
      const speaker = cue.source === undefined ? '' : prefixOf(cue.source);
      return `${String(index + 1)}\n${times}\n${shown(speaker + cue.lines.map(lineText).join('\n'))}\n`;
    })
    .join('\n');
};

function shown(text: string): string {
  return text.replaceAll(MARKUP, `$&${WORD_JOINER}`);
}
