import { texts } from '../i18n/language';
import type { Notice } from './notice-list';
import type { SessionIntents, SessionShown } from './session-intents';
import { whenText } from './session-texts';

/** More sessions than this wait in the list without a word. */
const MAX_UNFINISHED = 2;

/** Captions that a crash, a reload or a closed tab has cut off. */
export function unfinishedNotices(
  unfinished: readonly Omit<SessionShown, 'place'>[],
  intents: SessionIntents,
): Notice[] {
  const words = texts().sessions;
  return unfinished.slice(0, MAX_UNFINISHED).map(({ id, startedAtMs }) => ({
    key: `unfinished-${id}`,
    tone: 'warning',
    title: words.crashTitle(whenText(startedAtMs)),
    advice: words.crashAdvice,
    actions: [
      { label: words.goOn, run: () => void intents.goOn(id) },
      { label: words.keepInList, run: () => void intents.keep(id) },
      { label: words.delete, run: () => void intents.remove([id]) },
    ],
  }));
}
