import type { SourceKind } from '../contract/audio-source';
import type { CaptureReport } from '../contract/capture-messages';
import type { SessionStore } from './session-store';

/** Below this level only zeros come. */
const DIGITAL_SILENCE_DB = -100;

/** All but what concerns the recognizer. */
type SoundReport = Exclude<CaptureReport, { readonly type: 'unanswered' }>;

/** Tells the store what a source of live captions reports. */
export function noteReport(store: SessionStore, kind: SourceKind, report: SoundReport): void {
  if (report.type === 'gap') {
    store.dispatch({ type: 'recovery', recovery: { what: kind, done: true, lostMs: report.gapMs } });
    return;
  }
  // A tab in which nothing plays is silent, and nothing is wrong with it.
  if (kind !== 'microphone') return;
  if (report.type === 'check') {
    const { speechHeard, findings } = report;
    store.dispatch({ type: 'sound', event: { type: 'found', speechHeard, findings } });
  } else if (report.type === 'silent') {
    store.dispatch({ type: 'silence', silent: true });
  } else if (report.peakDb > DIGITAL_SILENCE_DB) {
    store.dispatch({ type: 'silence', silent: false });
  }
}
