import { texts } from '../../../i18n/language';
import { percent } from '../../format';
import type { PageState } from '../../page-state';

/**
 * How far the hearing of a stretch is.
 *
 * @returns what to say, and the share in whole percent; null where nothing is known of it.
 */
export function againProgress({ activity, downloads }: Pick<PageState, 'activity' | 'downloads'>): {
  readonly text: string;
  readonly share: number | null;
} {
  const words = texts().again;
  if (activity.kind === 'transcribing') {
    const { cancelling, doneMs, totalMs, fromMs } = activity;
    const share = totalMs > 0 ? percent(doneMs - fromMs, totalMs - fromMs) : null;
    return { text: cancelling ? words.cancelling : words.writing, share };
  }
  const received = downloads.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  const total = downloads.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
  return { text: words.loading, share: total > 0 ? percent(received, total) : null };
}
