import type { LineRange } from '../../../captions/heard-again';
import type { Edit } from '../../../captions/edit';
import type { Outcome } from '../../../contract/errors';
import type { Segment } from '../../../contract/transcript';
import type { WritingShown } from '../../page-state';

/** What a stretch of sound is heard with. */
export interface HearingSettings {
  /** Who writes the text; null where the live model's own stands. */
  readonly writing: WritingShown | null;
  /** Listens for the person's words. */
  readonly ownWords: boolean;
}

export interface HearAgainIntents {
  /** Whether there are words of the person's to listen for. */
  readonly hasOwnWords: boolean;
  /** Gives what was heard, with times of the whole sound; nothing of it is on the page. */
  hear(request: {
    readonly sound: Blob;
    readonly fromMs: number;
    readonly toMs: number;
    readonly settings: HearingSettings;
  }): Promise<Outcome<readonly Segment[]>>;
  /** The run in progress answers with 'cancelled'. */
  cancel(): void;
  /** No more of it: captions and files find the models that they had before. */
  done(): void;
}

export interface LineReplacing {
  /** Puts what an engine wrote of the same sound in the place of lines; null where that cannot be. */
  replaceLines(range: LineRange, written: readonly Segment[]): Edit | null;
}
