import { cues, type Cue } from './cues';
import { ENGLISH_NAMES, type Exporter, type SourceNames } from './exporter';
import { lineText } from './timed-tokens';
import { timestamp } from './timestamp';

/** WebVTT, https://www.w3.org/TR/webvtt1/; a source is a voice. */
export const toVtt: Exporter = (segments, names = ENGLISH_NAMES) =>
  written(segments, names, ({ lines }) => lines.map((line) => escaped(lineText(line))).join('\n'));

/** WebVTT in which each word has its time, so that players can mark the words as they are said. */
export const toKaraokeVtt: Exporter = (segments, names = ENGLISH_NAMES) =>
  written(segments, names, timedWords);

function written(
  segments: Parameters<Exporter>[0],
  names: SourceNames,
  textOf: (cue: Cue) => string,
): string {
  return [
    'WEBVTT\n',
    ...cues(segments).map((cue) => {
      const times = `${timestamp(cue.startMs, '.')} --> ${timestamp(cue.endMs, '.')}`;
      return `${times}\n${voice(cue, names)}${textOf(cue)}\n`;
    }),
  ].join('\n');
}

/** Times inside a cue must grow and lie between its own: a word without such a time is shown with the one before it. */
function timedWords({ startMs, endMs, lines }: Cue): string {
  let lastMs = startMs;
  return lines
    .map((line) =>
      line
        .map(({ text, spaced, ...word }, index) => {
          const space = spaced && index > 0 ? ' ' : '';
          const wordMs = Math.round(word.startMs);
          if (wordMs <= lastMs || wordMs >= endMs) return space + escaped(text);
          lastMs = wordMs;
          return `${space}<${timestamp(wordMs, '.')}>${escaped(text)}`;
        })
        .join(''),
    )
    .join('\n');
}

function voice({ source }: Cue, names: SourceNames): string {
  const name = source === undefined ? '' : names[source].replaceAll(/\s+/gu, ' ').trim();
  return name === '' ? '' : `<v ${escaped(name)}>`;
}

/** Also what would be read as the arrow between times. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
