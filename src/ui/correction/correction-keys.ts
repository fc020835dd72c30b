import { lineAt } from '../../captions/correction';
import type { Transcript } from '../../captions/transcript';
import { isTyping } from '../dom';
import type { UnsureTour } from '../editor/unsure-tour';
import { selectedWords } from './caption-words';
import type { CorrectionHistory } from './correction-history';
import type { LineEditing } from './line-editing';
import type { WordCursor } from './word-cursor';
import type { WordEditing } from './word-editing';

export interface CorrectionKeysDeps {
  readonly transcript: () => Transcript;
  readonly cursor: WordCursor;
  readonly lines: LineEditing;
  readonly editing: WordEditing;
  readonly tour: UnsureTour;
  readonly history: CorrectionHistory;
}

/** Keys that correct from anywhere on the page, but not where somebody types or a dialog is open. */
export class CorrectionKeys {
  constructor(private readonly deps: CorrectionKeysDeps) {
    window.addEventListener('keydown', (event) => {
      this.#key(event);
    });
  }

  #key(event: KeyboardEvent): void {
    if (isTyping() || event.altKey || document.querySelector('dialog[open]') !== null) return;
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    const isDone = isCommand ? this.#commandKey(key, event.shiftKey) : this.#functionKey(key, event);
    if (isDone) event.preventDefault();
  }

  #functionKey(key: string, { shiftKey }: KeyboardEvent): boolean {
    const { transcript, cursor, editing, tour } = this.deps;
    if (key === 'f8') tour.go(shiftKey ? -1 : 1);
    else if (key === 'f2') {
      const place = selectedWords((of) => lineAt(transcript(), of)) ?? cursor.place;
      if (place !== null) editing.open(place);
    } else return false;
    return true;
  }

  #commandKey(key: string, shift: boolean): boolean {
    const { cursor, lines, history } = this.deps;
    const place = cursor.isShown ? cursor.place : null;
    if (key === 'enter' && place !== null) lines.split(place);
    else if (key === 'backspace' && place !== null) lines.join(place);
    else {
      const redo = key === 'y' || (key === 'z' && shift);
      return (redo || key === 'z') && history.travel(redo ? 'redo' : 'undo');
    }
    return true;
  }
}
