import { texts } from '../i18n/language';
import type { Notice } from './notice-list';
import type { InstallIntents } from './install-intents';

/** What an installed program has to say: of a new version, and of files that it was to open. */
export interface InstallFacts {
  /** `awaited`: the person wants it, and it comes once it interrupts nothing. */
  readonly update: 'none' | 'ready' | 'awaited';
  /** Files that could not be taken: shared by another program, or opened with the app. */
  readonly unopened: 'shared' | 'opened' | null;
}

export function installNotices({ update, unopened }: InstallFacts, intents: InstallIntents): Notice[] {
  const words = texts().installing;
  const notices: Notice[] = [];
  if (update === 'ready') {
    const run = (): void => {
      intents.applyUpdate();
    };
    const actions = [{ label: words.update, run }];
    notices.push({
      key: 'update',
      tone: 'info',
      title: words.updateReady,
      advice: words.nothingLost,
      actions,
    });
  }
  if (update === 'awaited') {
    const { updateAwaited: title, awaitedAdvice: advice } = words;
    notices.push({ key: 'update-awaited', tone: 'info', title, advice, actions: [] });
  }
  if (unopened !== null) {
    const run = (): void => {
      intents.dismissUnopened();
    };
    const [title, advice] = words.unopened[unopened];
    const actions = [{ label: texts().notices.dismiss, run }];
    notices.push({ key: `unopened-${unopened}`, tone: 'error', title, advice, actions });
  }
  return notices;
}
