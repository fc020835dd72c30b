import type { Failure } from '../contract/errors';
import { texts } from '../i18n/language';
import { engineNotices } from './engine-notices';
import { actionLabel, errorMessage, type ErrorAction } from './error-messages';
import { fileNotices } from './file-notices';
import type { Notice, NoticeAction } from './notice-list';
import type { Intents, PageState } from './page-state';
import { installNotices, type InstallFacts } from './install-notices';
import { recoveryNotices, unfinishedNotices } from './session-notices';
import { soundNotices } from './sound-notices';

/** What the page may have to say beside the session's state. */
export interface PageFacts extends InstallFacts {
  readonly undoAvailable: boolean;
  /** The transcript could not be written to the browser's storage. */
  readonly transcriptUnkept: boolean;
  /** The browser has removed the models since the last visit. */
  readonly modelsEvicted: boolean;
  /** Captions that were cut off. */
  readonly unfinished: Parameters<typeof unfinishedNotices>[0];
  /** Names of files that an earlier visit left undone. */
  readonly unfinishedFiles: readonly string[];
}

export interface NoticeDeps {
  readonly intents: Intents;
  readonly openFilePicker: () => void;
  /** Shows the choice of source and microphone. */
  readonly openSound: () => void;
  readonly reloadPage: () => void;
}

/** All notices that the state calls for, the most urgent last: it is nearest to the controls. */
export function noticesFor(state: PageState, facts: PageFacts, deps: NoticeDeps): readonly Notice[] {
  return [
    ...installNotices(facts, deps.intents),
    ...pageNotices(facts, deps.intents),
    ...engineNotices(state, deps.intents),
    ...unfinishedNotices(facts.unfinished, deps.intents.sessions),
    ...fileNotices(state, facts.unfinishedFiles, deps.intents.files),
    ...recoveryNotices(state, deps.intents),
    ...soundNotices(state, deps.intents, deps.openSound),
    ...activityNotices(state, deps),
  ];
}

function pageNotices(facts: PageFacts, intents: Intents): Notice[] {
  const words = texts().notices;
  const notices: Notice[] = [];
  if (facts.transcriptUnkept) {
    notices.push({ ...info('unkept', words.onlyInTab, words.tooLong, []), tone: 'warning' });
  }
  if (facts.modelsEvicted) {
    const { evictedTitle, evictedAdvice } = texts().models;
    const run = (): void => {
      intents.dismissEvicted();
    };
    const actions = [{ label: words.dismiss, run }];
    notices.push({ ...info('evicted', evictedTitle, evictedAdvice, actions), tone: 'warning' });
  }
  if (facts.undoAvailable) {
    const actions = [
      {
        label: words.undo,
        run: () => {
          intents.undoClear();
        },
      },
      {
        label: texts().notices.dismiss,
        run: () => {
          intents.dismissUndo();
        },
      },
    ];
    notices.push(info('undo', words.cleared, texts().sessions.clearedAdvice, actions));
  }
  return notices;
}

function activityNotices(state: PageState, deps: NoticeDeps): Notice[] {
  const { activity } = state;
  if (activity.kind === 'listening' && activity.silent) {
    const { title, advice } = errorMessage('microphone-silent');
    const actions = [{ label: texts().sound.openSound, run: deps.openSound }];
    return [{ key: 'silent', tone: 'warning', title, advice, actions }];
  }
  if (activity.kind !== 'failed') return [];
  const dismiss = (): void => {
    deps.intents.dismissFailure();
  };
  const key = `failed-${activity.during}-${activity.failure.code}`;
  return [failureNotice(key, activity.failure, state, deps, dismiss, activity.during)];
}

function failureNotice(
  key: string,
  failure: Failure,
  state: PageState,
  deps: NoticeDeps,
  dismiss: () => void,
  during: 'load' | 'listen',
): Notice {
  const { title, advice, action } = errorMessage(failure.code);
  // WASM cannot be the way out of itself.
  const way = action === 'use-wasm' && state.providerChoice === 'wasm' ? 'reload-models' : action;
  const actions: NoticeAction[] = [{ label: texts().notices.dismiss, run: dismiss }];
  if (way !== null) {
    const run = (): void => {
      dismiss();
      runAction(way, deps, during);
    };
    actions.unshift({ label: actionLabel(way), run });
  }
  return { key, tone: 'error', title, advice, actions };
}

function runAction(
  action: ErrorAction,
  { intents, openFilePicker, reloadPage }: NoticeDeps,
  during: 'load' | 'listen',
): void {
  switch (action) {
    case 'retry':
      if (during === 'listen') intents.startCaptions();
      else intents.retryLoad();
      return;
    case 'use-wasm':
      intents.chooseProvider('wasm');
      return;
    case 'choose-file':
      openFilePicker();
      return;
    case 'reload-models':
      intents.retryLoad();
      return;
    case 'turn-off-second-look':
      intents.setSecondLook(false);
      intents.retryLoad();
      return;
    case 'reload-page':
      reloadPage();
      return;
    default:
      unreachable(action);
  }
}

function info(key: string, title: string, advice: string, actions: readonly NoticeAction[]): Notice {
  return { key, tone: 'info', title, advice, actions };
}

function unreachable(action: never): never {
  throw new Error(`unknown action: ${String(action)}`);
}
