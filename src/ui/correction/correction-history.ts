import { lineAt } from '../../captions/correction';
import type { Edit } from '../../captions/edit';
import type { Transcript } from '../../captions/transcript';
import type { CorrectionIntents } from './correction-intents';
import type { CorrectionReport } from './correction-report';
import type { WordCursor } from './word-cursor';

export interface HistoryDeps {
  readonly intents: Pick<CorrectionIntents, 'undo' | 'redo'>;
  readonly transcript: () => Transcript;
  readonly cursor: WordCursor;
  readonly report: CorrectionReport;
}

/** Takes back what was done to the captions, and does it again. */
export class CorrectionHistory {
  constructor(private readonly deps: HistoryDeps) {}

  /** @returns whether there was anything to undo, or to do again. */
  travel(way: 'undo' | 'redo'): boolean {
    const { intents, transcript, cursor, report } = this.deps;
    const { isShown, chosen } = cursor;
    const edit = intents[way]();
    if (edit === null) return false;
    report.travelled(way, edit);
    if (chosen !== null && lineAt(transcript(), chosen) === undefined) this.chooseIn(edit);
    // The row that had the focus was drawn anew.
    if (isShown) cursor.focus();
    return true;
  }

  /** The line that was chosen is gone: those that came are where one was. */
  chooseIn({ changes }: Edit): void {
    const [change] = changes;
    const line = change?.after[0];
    if (change !== undefined && line !== undefined)
      this.deps.cursor.choose({ source: change.source, line: line.id, from: 0, to: 1 });
  }
}
