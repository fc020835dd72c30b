import type { Transcript } from './captions/transcript';
import { SoundInputs } from './capture/sound-inputs';
import { canShareTabs } from './capture/tab-source';
import { onLanguageChange } from './i18n/language';
import { askToPersist } from './offline/persist';
import { registerServiceWorker } from './offline/register-service-worker';
import { automationOf } from './session/automation';
import { fetchCatalogue } from './session/model-catalogue';
import { readPreferences, rememberChoices } from './session/preferences';
import { RemoteRecognizer } from './session/remote-recognizer';
import { SessionController } from './session/session-controller';
import { initialState, isFree } from './session/session-state';
import { SessionStore } from './session/session-store';
import { readSoundPreferences, rememberSound } from './session/sound-preferences';
import { initialSound, type SoundEvent } from './session/sound-state';
import { TranscriptKeeper } from './session/transcript-keeper';
import { TranscriptStorage } from './session/transcript-storage';
import { ScreenWakeLock } from './session/wake-lock';
import { webStorage } from './session/web-storage';
import type { Intents } from './ui/page-state';
import { PageView, type PageExtras } from './ui/page-view';

const modelsUrl = new URL('models/', document.baseURI).href;
const local = webStorage(() => localStorage);
const preferences = readPreferences(local);
const store = new SessionStore(
  initialState(
    preferences.provider,
    preferences.secondLook,
    preferences.precision,
    preferences.ownStudent,
    initialSound(readSoundPreferences(local)),
  ),
);
const tellSound = (event: SoundEvent): void => {
  store.dispatch({ type: 'sound', event });
};
const inputs = new SoundInputs(store.state.sound.device, {
  onNews: (news) => {
    tellSound({ type: 'news', news });
  },
  onInUse: (label) => {
    tellSound({ type: 'in-use', label });
  },
  onDevices: (devices) => {
    tellSound({ type: 'devices', devices });
  },
});
const wakeLock = new ScreenWakeLock();

const recognizer = new RemoteRecognizer(
  () => new Worker(new URL('../workers/recognizer.worker.ts', import.meta.url), { type: 'module' }),
  () => {
    session.recognizerLost();
  },
);
const session = new SessionController({
  recognizer,
  openSources: (requests) => inputs.start(requests),
  modelsUrl,
  store,
  nowMs: () => Date.now(),
  newSourceId: () => crypto.randomUUID(),
  onLevel: (rmsDb) => {
    view.showLevel(rmsDb);
  },
});

let cleared: Transcript | null = null;
let applyUpdate: (() => void) | null = null;
let extras: PageExtras = {
  models: null,
  shellOffline: false,
  undoAvailable: false,
  updateReady: false,
  transcriptUnkept: false,
};

const intents: Intents = {
  startCaptions: () => void session.startCaptions(),
  stopCaptions: () => {
    session.stopCaptions();
  },
  chooseSource: (choice) => {
    tellSound({ type: 'source-chosen', choice });
  },
  chooseDevice: (device) => {
    tellSound({ type: 'device-chosen', device });
    inputs.choose(device);
  },
  startCheck: () => void session.startCheck(),
  stopCheck: () => void session.stopCheck(),
  captionMedia: (element, name) => void session.startCaptions({ kind: 'media', element, name }),
  dismissFinding: (kind) => {
    tellSound({ type: 'finding-dismissed', kind });
  },
  dismissNews: () => {
    tellSound({ type: 'news-dismissed' });
  },
  addFiles: (files) => {
    session.addFiles(files);
  },
  cancelFile: (all) => void session.cancelFile(all),
  skipSecondLook: () => {
    session.skipSecondLook();
  },
  retryLoad: () => void session.retryLoad(),
  chooseProvider: (provider) => void session.chooseProvider(provider),
  choosePrecision: (precision) => void session.choosePrecision(precision),
  setSecondLook: (on) => void session.setSecondLook(on),
  addStudent: (source) => void session.addStudent(source),
  removeStudent: () => void session.removeStudent(),
  dismissStudentFailure: () => {
    store.dispatch({ type: 'own-student-failure-dismissed' });
  },
  dismissFailure: () => {
    store.dispatch({ type: 'failure-dismissed' });
  },
  dismissFileFailure: (id) => {
    store.dispatch({ type: 'file-failure-dismissed', id });
  },
  clear: () => {
    cleared = session.clear();
    show({ undoAvailable: true });
  },
  undoClear: () => {
    if (cleared !== null) session.restore(cleared);
    intents.dismissUndo();
  },
  dismissUndo: () => {
    cleared = null;
    show({ undoAvailable: false });
  },
  applyUpdate: () => applyUpdate?.(),
};

const view = new PageView(intents, canShareTabs());
store.subscribe(draw);
onLanguageChange(draw);
rememberSound(store, local);
rememberChoices(store, local, () => void askToPersist());
store.subscribe(({ activity }) => void wakeLock.set(activity.kind === 'listening'));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void wakeLock.renew();
});

window.tabscribe = automationOf(session);
void TranscriptStorage.open(
  local,
  webStorage(() => sessionStorage),
  navigator.locks,
).then((storage) => {
  TranscriptKeeper.start(storage, store, (kept) => {
    show({ transcriptUnkept: !kept });
  });
});
void registerServiceWorker({
  onUpdateReady: (apply) => {
    applyUpdate = apply;
    show({ updateReady: true });
  },
  onOfflineReady: () => {
    show({ shellOffline: true });
  },
  isBusy: () => !isFree(store.state.activity),
});
void fetchCatalogue(modelsUrl, local).then((models) => {
  show({ models });
});
// On the first visit the person decides when the download begins.
if (preferences.modelsLoaded) void session.load();

function show(change: Partial<PageExtras>): void {
  extras = { ...extras, ...change };
  draw();
}

function draw(): void {
  const { state, transcript } = store;
  const { models } = extras;
  const student = state.ownStudent.model ?? models?.student;
  const shown = models === null || student === undefined ? models : { ...models, student };
  view.render(state, transcript, { ...extras, models: shown });
}
