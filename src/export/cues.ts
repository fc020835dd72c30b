import type { SourceKind } from '../contract/audio-source';
import type { Segment } from '../contract/transcript';
import { cueGroups } from './cue-groups';
import { cueTimes } from './cue-times';
import { columnsOf } from './text-width';
import { timedTokens, type TimedToken } from './timed-tokens';

/** What a subtitle player shows at a time. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** One line or two; the words keep their times. */
  readonly lines: readonly (readonly TimedToken[])[];
  readonly source?: SourceKind;
}

/**
 * Cuts segments into cues that fit the screen, by the times of their words. Cues come in order of time and do not
 * overlap.
 *
 * @param prefixOf what the format writes before the first line of a source's cues.
 */
export function cues(
  segments: readonly Segment[],
  prefixOf: (source: SourceKind) => string = () => '',
): readonly Cue[] {
  const cut = segments
    .flatMap((segment) => {
      const { source } = segment;
      const indentColumns = source === undefined ? 0 : columnsOf(prefixOf(source));
      return cueGroups(timedTokens(segment), indentColumns).map((lines) => ({
        ...span(lines.flat()),
        lines,
        ...(source === undefined ? {} : { source }),
      }));
    })
    .sort((a, b) => a.startMs - b.startMs);
  const times = cueTimes(
    cut,
    cut.map(({ lines }) => columnsIn(lines)),
  );
  return cut.map((cue, index) => ({ ...cue, ...times[index] }));
}

/** Columns of all lines; the break counts as the space that it stands for. */
export function columnsIn(lines: Cue['lines']): number {
  return lines
    .flat()
    .reduce((sum, { columns, spaced }, index) => sum + columns + (spaced && index > 0 ? 1 : 0), 0);
}

function span(tokens: readonly TimedToken[]) {
  return {
    startMs: Math.min(...tokens.map(({ startMs }) => startMs)),
    endMs: Math.max(...tokens.map(({ endMs }) => endMs)),
  };
}
