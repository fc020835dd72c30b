import { activityReducer } from './activity-reducer';
import type { EngineEvent, SessionEvent } from './session-event';
import type { Download, SessionState } from './session-state';
import { reduceSound } from './sound-state';

/** Applies one event. Pure: events carry the time where it matters. */
export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  const activity = activityReducer(state.activity, event);
  const next = activity === state.activity ? state : { ...state, activity };
  switch (event.type) {
    case 'provider-chosen':
      return { ...next, providerChoice: event.provider, engine: { kind: 'absent' } };
    case 'precision-chosen':
      return { ...next, precisionChoice: event.precision, engine: { kind: 'absent' } };
    case 'writing-chosen':
      return { ...next, writing: event.writing, engine: { kind: 'absent' } };
    case 'pace-chosen':
      return { ...next, pace: event.pace };
    case 'second-look-switched':
      return { ...next, secondLook: { kind: event.on ? 'loading' : 'off' }, behindMs: 0 };
    case 'overload-dismissed':
    case 'listening':
    case 'finished':
      return next.behindMs === 0 ? next : { ...next, behindMs: 0 };
    case 'own-student-requested':
      return { ...next, ownStudent: { ...next.ownStudent, checking: true, failure: null, taken: null } };
    case 'own-student-added':
      return { ...next, ownStudent: { model: event.model, checking: false, failure: null, taken: null } };
    case 'model-taken':
      return { ...next, ownStudent: { ...next.ownStudent, checking: false, taken: event.name } };
    case 'own-student-failed':
      return { ...next, ownStudent: { ...next.ownStudent, checking: false, failure: event.failure } };
    case 'own-student-failure-dismissed':
      return { ...next, ownStudent: { ...next.ownStudent, failure: null, taken: null } };
    case 'models-unkept-dismissed':
      return { ...next, modelsUnkept: false };
    case 'own-student-removed':
      return { ...next, ownStudent: { ...next.ownStudent, model: null } };
    case 'sound': {
      const sound = reduceSound(next.sound, event.event);
      return sound === next.sound ? next : { ...next, sound };
    }
    case 'load-started':
      return {
        ...next,
        engine: { kind: 'loading' },
        secondLook: { kind: next.secondLook.kind === 'off' ? 'off' : 'loading' },
        downloads: [],
      };
    case 'recovery':
      return { ...next, recovery: event.recovery };
    case 'listen-requested':
      return { ...next, recovery: null, sound: reduceSound(next.sound, { type: 'keep-failure-dismissed' }) };
    case 'recovery-dismissed':
      return next.recovery === null ? next : { ...next, recovery: null };
    case 'engine-lost':
      return { ...next, engine: { kind: 'absent' }, downloads: [] };
    case 'failed':
      return event.during === 'load' ? { ...next, engine: { kind: 'absent' }, downloads: [] } : next;
    case 'recognizer':
      return reduceEngine(next, event.event);
    case 'queue-changed':
      return { ...next, queue: event.queue };
    case 'files-skipped':
      return { ...next, skippedFiles: event.count };
    case 'files-cancelled':
      return { ...next, cancelledFiles: event.names };
    default:
      return next;
  }
}

function reduceEngine(state: SessionState, event: EngineEvent): SessionState {
  switch (event.type) {
    case 'download':
      return { ...state, downloads: withDownload(state.downloads, event) };
    case 'student-ready':
      return {
        ...state,
        engine: { kind: 'ready', model: event.model, report: event.provider },
        downloads: state.downloads.filter((download) => download.model !== event.model),
      };
    case 'models-unkept':
      return state.modelsUnkept ? state : { ...state, modelsUnkept: true };
    case 'second-look-ready':
      return state.secondLook.kind === 'off'
        ? state
        : {
            ...state,
            secondLook: { kind: 'ready', model: event.model },
            downloads: state.downloads.filter((download) => download.model !== event.model),
          };
    case 'second-look-failed':
      // Switched off meanwhile: nobody misses it.
      return state.secondLook.kind === 'off'
        ? state
        : { ...state, secondLook: { kind: 'failed', failure: event.failure }, downloads: [] };
    case 'overloaded':
      return { ...state, behindMs: event.behindMs };
    case 'file-progress':
      return state;
    default:
      return unreachable(event);
  }
}

function withDownload(downloads: readonly Download[], changed: Download): readonly Download[] {
  const { model, receivedBytes, totalBytes } = changed;
  const download = { model, receivedBytes, totalBytes };
  return downloads.some((item) => item.model === model)
    ? downloads.map((item) => (item.model === model ? download : item))
    : [...downloads, download];
}

function unreachable(event: never): never {
  throw new Error(`unknown recognizer event: ${JSON.stringify(event)}`);
}
