import type { Failure } from '../contract/errors';
import { texts } from '../i18n/language';
import { engineNotices } from './engine-notices';
import { actionLabel, errorMessage, type ErrorAction } from './error-messages';
import type { Notice, NoticeAction } from './notice-list';
import type { Intents, PageState } from './page-state';
import { recoveryNotices, unfinishedNotices } from './session-notices';
import { soundNotices } from './sound-notices';

/** What the page may have to say beside the session's state. */
export interface PageFacts {
  readonly undoAvailable: boolean;
  readonly updateReady: boolean;
  /** The transcript could not be written to the browser's storage. */
  readonly transcriptUnkept: boolean;
  /** Captions that were cut off. */
  readonly unfinished: Parameters<typeof unfinishedNotices>[0];
}

export interface NoticeDeps {
  readonly intents: Intents;
  readonly openFilePicker: () => void;
  /** Shows the choice of source and microphone. */
  readonly openSound: () => void;
  readonly reloadPage: () => void;
}

/** More failed files than this are counted, not listed. */
const MAX_FILE_FAILURES = 3;

/** All notices that the state calls for, the most urgent last: it is nearest to the controls. */
export function noticesFor(state: PageState, facts: PageFacts, deps: NoticeDeps): readonly Notice[] {
  return [
    ...pageNotices(facts, deps.intents),
    ...engineNotices(state, deps.intents),
    ...unfinishedNotices(facts.unfinished, deps.intents.sessions),
    ...fileNotices(state, deps),
    ...recoveryNotices(state, deps.intents),
    ...soundNotices(state, deps.intents, deps.openSound),
    ...activityNotices(state, deps),
  ];
}

function pageNotices(facts: PageFacts, intents: Intents): Notice[] {
  const words = texts().notices;
  const notices: Notice[] = [];
  if (facts.updateReady) {
    const actions = [
      {
        label: words.reloadNow,
        run: () => {
          intents.applyUpdate();
        },
      },
    ];
    notices.push(info('update', words.updateReady, words.captionsStay, actions));
  }
  if (facts.transcriptUnkept) {
    notices.push({ ...info('unkept', words.onlyInTab, words.tooLong, []), tone: 'warning' });
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

function fileNotices(state: PageState, deps: NoticeDeps): Notice[] {
  const words = texts().notices;
  const listed = state.fileFailures.slice(-MAX_FILE_FAILURES);
  const hidden = state.fileFailures.slice(0, -MAX_FILE_FAILURES);
  const notices = listed.map(({ id, fileName, failure }): Notice => {
    const dismiss = (): void => {
      deps.intents.dismissFileFailure(id);
    };
    const notice = failureNotice(`file-${String(id)}`, failure, state, deps, dismiss, 'load');
    return { ...notice, title: words.ofFile(fileName, notice.title) };
  });
  if (hidden.length === 0) return notices;
  const dismissHidden = (): void => {
    for (const { id } of hidden) deps.intents.dismissFileFailure(id);
  };
  const title = words.moreFailed(hidden.length);
  const advice = hidden.map((item) => item.fileName).join(words.separator);
  const actions = [{ label: texts().notices.dismiss, run: dismissHidden }];
  return [{ key: `files-${String(hidden.length)}`, tone: 'warning', title, advice, actions }, ...notices];
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
