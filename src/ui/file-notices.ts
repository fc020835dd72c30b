import { texts } from '../i18n/language';
import type { FileIntents } from './file-intents';
import type { Notice } from './notice-list';
import type { PageState } from './page-state';

/** More names than this are counted. */
const MAX_NAMES = 3;

/** Files that an earlier visit left undone, what was left out of a folder, and what was cancelled. */
export function fileNotices(
  { skippedFiles, cancelledFiles }: Pick<PageState, 'skippedFiles' | 'cancelledFiles'>,
  unfinished: readonly string[],
  intents: FileIntents,
): Notice[] {
  const words = texts().files;
  const notices: Notice[] = [];
  if (unfinished.length > 0) {
    const names = unfinished.slice(0, MAX_NAMES).join(texts().notices.separator);
    notices.push({
      key: `unfinished-files-${String(unfinished.length)}`,
      tone: 'warning',
      title: words.unfinishedTitle(unfinished.length),
      advice: words.unfinishedAdvice(names, Math.max(0, unfinished.length - MAX_NAMES)),
      actions: [
        {
          label: words.goOn,
          run: () => {
            intents.goOn();
          },
        },
        {
          label: words.forget,
          run: () => {
            intents.forget();
          },
        },
      ],
    });
  }
  if (skippedFiles > 0) {
    const dismiss = (): void => {
      intents.dismissSkipped();
    };
    notices.push({
      key: `skipped-files-${String(skippedFiles)}`,
      tone: 'info',
      title: words.skippedTitle(skippedFiles),
      advice: words.skippedAdvice,
      actions: [{ label: texts().notices.dismiss, run: dismiss }],
    });
  }
  if (cancelledFiles.length > 0) notices.push(cancelledNotice(cancelledFiles, intents));
  return notices;
}

function cancelledNotice(names: readonly string[], intents: FileIntents): Notice {
  const { cancelledTitle, cancelledAdvice, goOn } = texts().files;
  const takeBack = (): void => {
    intents.takeBack();
  };
  const dismiss = (): void => {
    intents.dismissCancelled();
  };
  return {
    key: `cancelled-files-${names.join('/')}`,
    tone: 'info',
    title: cancelledTitle(names[0] ?? '', names.length),
    advice: cancelledAdvice,
    actions: [
      { label: goOn, run: takeBack },
      { label: texts().notices.dismiss, run: dismiss },
    ],
  };
}
