import { texts } from '../i18n/language';
import { errorMessage, refusalText } from './error-messages';
import type { Notice } from './notice-list';
import type { Intents, PageState } from './page-state';

/** What there is to say of the models: a student being added, a second look that is missing, too much work. */
export function engineNotices(state: PageState, intents: Intents): Notice[] {
  return [
    ...studentNotices(state, intents),
    ...secondLookNotices(state, intents),
    ...unkeptNotices(state, intents),
    ...overloadNotices(state, intents),
  ];
}

function studentNotices({ ownStudent }: PageState, intents: Intents): Notice[] {
  if (ownStudent.checking) {
    const title = texts().settings.checkingModel;
    return [{ key: 'own-student-checking', tone: 'info', title, advice: '', actions: [] }];
  }
  if (ownStudent.taken !== null) return [takenNotice(ownStudent.taken, intents)];
  if (ownStudent.failure === null) return [];
  const { code, message } = ownStudent.failure;
  const run = (): void => {
    intents.dismissStudentFailure();
  };
  return [
    {
      key: `own-student-${code}-${message}`,
      tone: 'error',
      title: errorMessage('model-refused').title,
      advice: refusalText(code),
      reason: message,
      actions: [{ label: texts().notices.dismiss, run }],
    },
  ];
}

function takenNotice(name: string, intents: Intents): Notice {
  const words = texts().models;
  const run = (): void => {
    intents.dismissStudentFailure();
  };
  const actions = [{ label: texts().notices.dismiss, run }];
  return { key: `taken-${name}`, tone: 'info', title: words.taken(name), advice: words.takenAdvice, actions };
}

function unkeptNotices({ modelsUnkept }: PageState, intents: Intents): Notice[] {
  if (!modelsUnkept) return [];
  const words = texts().models;
  const run = (): void => {
    intents.dismissUnkept();
  };
  const actions = [{ label: texts().notices.dismiss, run }];
  return [
    { key: 'models-unkept', tone: 'warning', title: words.unkept, advice: words.unkeptAdvice, actions },
  ];
}

function secondLookNotices({ secondLook, writing }: PageState, intents: Intents): Notice[] {
  if (secondLook.kind !== 'failed') return [];
  const words = texts().notices;
  const isAlone = writing.spoken !== null;
  const { title } = errorMessage(secondLook.failure.code);
  const again = (): void => {
    intents.setSecondLook(true);
  };
  return [
    {
      key: `second-look-${secondLook.failure.code}`,
      tone: 'warning',
      title: isAlone ? texts().writing.notThere : words.noSecondLook,
      advice: isAlone ? texts().writing.notThereAdvice(title) : words.goOnWithout(title),
      actions: [{ label: words.tryAgain, run: again }, turnItOff(intents)],
    },
  ];
}

function overloadNotices({ behindMs, secondLook }: PageState, intents: Intents): Notice[] {
  if (behindMs === 0) return [];
  const words = texts().notices;
  const dismiss = (): void => {
    intents.dismissOverload();
  };
  const canDoLess = secondLook.kind !== 'off';
  return [
    {
      key: 'overload',
      tone: 'warning',
      title: words.behind(Math.round(behindMs / 1000)),
      advice: canDoLess ? words.behindDoLess : words.behindCloseOthers,
      actions: [...(canDoLess ? [turnItOff(intents)] : []), { label: words.dismiss, run: dismiss }],
    },
  ];
}

function turnItOff(intents: Intents) {
  return {
    label: texts().notices.turnItOff,
    run: (): void => {
      intents.setSecondLook(false);
    },
  };
}
