import { isFree, type Activity } from './activity';
import type { SessionEvent } from './session-event';

const IDLE: Activity = { kind: 'idle' };

/** Progress below this says too little about speed to tell the time left. */
const ESTIMATE_AFTER_MS = 1500;

/** Applies one event to what the page is busy with; events that do not fit the state change nothing. */
export function activityReducer(activity: Activity, event: SessionEvent): Activity {
  switch (event.type) {
    case 'listen-requested':
      return isFree(activity) ? { kind: 'loading', goal: 'listen' } : activity;
    case 'listening':
      return activity.kind === 'loading' && activity.goal === 'listen'
        ? { kind: 'listening', sinceMs: event.nowMs, silent: false }
        : activity;
    case 'silence':
      return activity.kind === 'listening' && activity.silent !== event.silent
        ? { ...activity, silent: event.silent }
        : activity;
    case 'stop-requested':
      return activity.kind === 'listening' || (activity.kind === 'loading' && activity.goal === 'listen')
        ? { kind: 'stopping' }
        : activity;
    case 'finished':
      return activity.kind === 'failed' ? activity : IDLE;
    case 'failed':
      return { kind: 'failed', failure: event.failure, during: event.during };
    case 'failure-dismissed':
      return activity.kind === 'failed' ? IDLE : activity;
    case 'load-started':
      return activity.kind === 'failed' ? IDLE : activity;
    case 'file-requested':
      return isFree(activity)
        ? { kind: 'loading', goal: 'transcribe', fileName: event.fileName, skippable: false }
        : activity;
    case 'second-look-awaited':
      return activity.kind === 'loading' && activity.goal === 'transcribe'
        ? { ...activity, skippable: true }
        : activity;
    case 'file-started':
      return activity.kind === 'loading' && activity.goal === 'transcribe'
        ? {
            kind: 'transcribing',
            fileName: activity.fileName,
            sinceMs: event.nowMs,
            fromMs: event.fromMs,
            doneMs: event.fromMs,
            totalMs: 0,
            remainingMs: null,
            cancelling: false,
          }
        : activity;
    case 'cancel-requested':
      return activity.kind === 'transcribing' ? { ...activity, cancelling: true } : activity;
    case 'recognizer':
      return event.event.type === 'file-progress' && activity.kind === 'transcribing'
        ? progressed(activity, event.event.doneMs, event.event.totalMs, event.nowMs)
        : activity;
    default:
      return activity;
  }
}

function progressed(
  activity: Extract<Activity, { kind: 'transcribing' }>,
  doneMs: number,
  totalMs: number,
  nowMs: number,
): Activity {
  const elapsedMs = nowMs - activity.sinceMs;
  const workedMs = doneMs - activity.fromMs;
  const remainingMs =
    workedMs > 0 && totalMs > 0 && elapsedMs >= ESTIMATE_AFTER_MS
      ? (elapsedMs * Math.max(0, totalMs - doneMs)) / workedMs
      : null;
  return { ...activity, doneMs, totalMs, remainingMs };
}
