import type { SourceNews } from '../contract/audio-source';
import { texts } from '../i18n/language';
import { errorMessage } from './error-messages';
import { findingText } from './finding-texts';
import type { Notice, NoticeAction } from './notice-list';
import type { PageState } from './page-state';
import type { SoundIntents } from './sound-state';

/** What there is to say of the sources: what happened to them, and what the check found while captions run. */
export function soundNotices(
  state: PageState,
  intents: SoundIntents,
  openSound: () => void,
): readonly Notice[] {
  const { news, lost, keepFailure } = state.sound;
  const { dismiss } = texts().notices;
  const dismissNews: NoticeAction = {
    label: dismiss,
    run: () => {
      intents.dismissNews();
    },
  };
  const notices: Notice[] = [...findingNotices(state, intents, openSound)];
  if (news !== null) notices.push({ ...newsText(news), tone: 'info', actions: [dismissNews] });
  if (keepFailure !== null) {
    const { endedTitle: title, endedFull, endedFailed } = texts().keptSound;
    const advice = keepFailure === 'full' ? endedFull : endedFailed;
    const run = (): void => {
      intents.dismissKeepFailure();
    };
    notices.push({
      key: `keep-${keepFailure}`,
      tone: 'warning',
      title,
      advice,
      actions: [{ label: dismiss, run }],
    });
  }
  if (lost !== null) {
    const { title } = errorMessage(lost.failure.code);
    const advice = texts().sound.news.goOnWithout;
    notices.push({ key: `lost-${lost.kind}`, tone: 'warning', title, advice, actions: [dismissNews] });
  }
  return notices;
}

/** A device without a signal has a notice of its own, with the activity. */
function findingNotices(
  { activity, sound }: PageState,
  intents: SoundIntents,
  openSound: () => void,
): Notice[] {
  if (activity.kind !== 'listening') return [];
  return sound.findings
    .filter(({ kind }) => kind !== 'no-signal' && !sound.dismissed.includes(`${sound.inUse} ${kind}`))
    .filter((finding) => finding.kind !== 'narrow-band' || findingText(finding).isProblem)
    .map((finding) => {
      const { title, advice, isProblem } = findingText(finding);
      const dismiss: NoticeAction = {
        label: texts().notices.dismiss,
        run: () => {
          intents.dismissFinding(finding.kind);
        },
      };
      const choose: NoticeAction = { label: texts().sound.openSound, run: openSound };
      return {
        key: `finding-${finding.kind}`,
        tone: isProblem ? 'warning' : 'info',
        title,
        advice,
        actions: isProblem ? [choose, dismiss] : [dismiss],
      };
    });
}

function newsText(news: SourceNews): Pick<Notice, 'key' | 'title' | 'advice'> {
  const words = texts().sound.news;
  const named = (label: string): string => (label === '' ? words.aMicrophone : label);
  switch (news.type) {
    case 'microphone-absent': {
      const { wanted, now } = news;
      return {
        key: `absent-${wanted}`,
        title: words.absent(named(wanted)),
        advice: words.goOnWith(named(now)),
      };
    }
    case 'microphone-lost': {
      const { before, now } = news;
      return { key: `lost-${before}`, title: words.lost(named(before)), advice: words.goOnWith(named(now)) };
    }
    case 'microphone-changed':
      return { key: `changed-${news.now}`, title: words.changed(named(news.now)), advice: '' };
    case 'tab-ended':
      return { key: 'tab-ended', title: words.tabEnded, advice: words.tabEndedAdvice };
    default:
      return unreachable(news);
  }
}

function unreachable(news: never): never {
  throw new Error(`unknown news: ${JSON.stringify(news)}`);
}
