import { lineAt } from '../../captions/correction';
import { nextDoubtful } from '../../captions/doubtful-words';
import type { Transcript } from '../../captions/transcript';
import { texts } from '../../i18n/language';
import { rowOf } from '../correction/caption-words';
import type { CorrectionReport } from '../correction/correction-report';
import type { WordCursor } from '../correction/word-cursor';
import type { WordEditing } from '../correction/word-editing';
import { alternativesOf, wordsIn } from '../correction/word-text';
import { setText } from '../dom';
import { UNSURE_BELOW } from '../reading/unsure-words';
import type { WordSound } from './word-sound';

export interface TourDeps {
  readonly transcript: () => Transcript;
  readonly cursor: WordCursor;
  readonly editing: WordEditing;
  readonly report: CorrectionReport;
  readonly sound: WordSound;
  /** Read out by screen readers. */
  readonly said: HTMLElement;
}

/** From one unsure word to the next: each is heard again and again until it is kept or corrected. */
export class UnsureTour {
  constructor(private readonly deps: TourDeps) {}

  go(by: 1 | -1): void {
    const { transcript, cursor, editing, report, sound, said } = this.deps;
    const from = editing.place ?? cursor.chosen;
    // What was typed may be a word that was unsure.
    editing.keep();
    const next = nextDoubtful(transcript(), from, by, UNSURE_BELOW);
    const line = next === null ? undefined : lineAt(transcript(), next.place);
    if (next === null || line === undefined) {
      report.tell(texts().editor.noneUnsure);
      return;
    }
    rowOf(next.place)?.scrollIntoView({ block: 'center', behavior: 'instant' });
    editing.open(next.place);
    const { unsure, hasAlternatives } = texts().editor;
    const { length } = alternativesOf(line, next.place);
    const which = unsure(wordsIn(line, next.place), next.index + 1, next.count);
    setText(said, length === 0 ? which : `${which} ${hasAlternatives(length)}`);
    void sound.loop(next.place, false);
  }
}
