import type { CaptionSource, MissedSound } from '../captions/transcript';
import { language, texts } from '../i18n/language';
import { create, setText } from './dom';

/** What of a source is drawn, as far as marks need it. */
interface Drawn {
  readonly section: HTMLElement;
  readonly list: HTMLElement;
}

/** Of each section: what its marks were last drawn for. */
const shown = new WeakMap<HTMLElement, readonly unknown[]>();

/** Marks where sound was missed: below the caption that came before it, or at the top. Call after captions were drawn. */
export function drawMissed(
  { section, list }: Drawn,
  { missed = [], track: { segments } }: CaptionSource,
): void {
  const now = [missed, segments, language()];
  if (missed.length === 0 && !shown.has(section)) return;
  if (shown.get(section)?.every((item, index) => item === now[index]) === true) return;
  shown.set(section, now);
  const marks = [...section.querySelectorAll('.caption-missed')];
  missed.forEach((gap, index) => {
    const mark = marks[index] ?? create('p', 'caption-missed fine');
    setText(mark, texts().captions.missed(Math.max(1, Math.round(gap.lengthMs / 1000))));
    const before = segments.filter((segment) => isBefore(segment, gap)).at(-1);
    const row = before && list.children[segments.indexOf(before)];
    // What stays where it is would be read out anew if it were moved.
    if (row === undefined) {
      if (mark.parentElement !== section) list.before(mark);
    } else if (mark.parentElement !== row) row.append(mark);
  });
  for (const mark of marks.slice(missed.length)) mark.remove();
}

function isBefore(
  { startMs, source }: { readonly startMs: number; readonly source?: string },
  gap: MissedSound,
): boolean {
  return startMs < gap.startMs && source === gap.source;
}
