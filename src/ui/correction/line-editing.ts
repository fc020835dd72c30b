import type { WordPlace } from '../../captions/correction';
import { joinLines } from '../../captions/line-edits';
import { writtenWords } from '../../captions/timed-words';
import type { Transcript } from '../../captions/transcript';
import { texts } from '../../i18n/language';
import type { CorrectionIntents } from './correction-intents';
import type { CorrectionReport } from './correction-report';
import type { WordCursor } from './word-cursor';

export interface LineEditingDeps {
  readonly intents: Pick<CorrectionIntents, 'split' | 'join'>;
  readonly transcript: () => Transcript;
  readonly cursor: WordCursor;
  readonly report: CorrectionReport;
}

/** Makes two lines of one, and one of two. The keyboard stays on the word that it was on. */
export class LineEditing {
  constructor(private readonly deps: LineEditingDeps) {}

  canJoin(place: WordPlace): boolean {
    return joinLines(this.deps.transcript(), place) !== null;
  }

  split(place: WordPlace): void {
    const { intents, cursor, report } = this.deps;
    const edit = intents.split(place);
    const second = edit?.changes[0]?.after[1];
    if (edit === null || second === undefined) {
      report.tell(texts().editor.cannotSplit);
      return;
    }
    cursor.choose({ source: place.source, line: second.id, from: 0, to: place.to - place.from });
    report.done(edit, texts().editor.wasSplit);
    cursor.focus();
  }

  join(place: WordPlace): void {
    const { intents, cursor, report } = this.deps;
    const edit = intents.join(place);
    const change = edit?.changes[0];
    const [above, joined] = [change?.before[0], change?.after[0]];
    if (edit === null || above === undefined || joined === undefined) {
      report.tell(texts().editor.cannotJoin);
      return;
    }
    const words = writtenWords(above).length;
    const { source, from, to } = place;
    cursor.choose({ source, line: joined.id, from: from + words, to: to + words });
    report.done(edit, texts().editor.wasJoined);
    cursor.focus();
  }
}
