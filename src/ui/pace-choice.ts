import type { CaptionPace } from '../contract/recognizer-api';
import { checkRadio, onRadio } from './appearance';
import type { Intents, PageState } from './page-state';

const PACES: readonly CaptionPace[] = ['quick', 'balanced', 'steady'];

/** How soon words are shown. */
export class PaceChoice {
  constructor(intents: Pick<Intents, 'choosePace'>) {
    onRadio('pace', (value) => {
      const pace = PACES.find((item) => item === value);
      if (pace !== undefined) intents.choosePace(pace);
    });
  }

  render({ pace }: PageState): void {
    checkRadio('pace', pace);
  }
}
