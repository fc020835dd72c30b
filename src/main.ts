import type { Transcript } from './captions/transcript';
import { decodeWhole } from './capture/decode-whole';
import { SoundInputs } from './capture/sound-inputs';
import { canShareTabs } from './capture/tab-source';
import { onLanguageChange, texts } from './i18n/language';
import { pageInstall } from './install/page-install';
import { pageOffline } from './offline/page-offline';
import { askToPersist } from './offline/persist';
import { automationOf } from './session/automation';
import { InstalledModels } from './session/installed-models';
import { fetchCatalogue, writersHere, type ModelCatalogue } from './session/model-catalogue';
import { pageFiles } from './session/page-files';
import { pageLibrary } from './session/page-library';
import { PageSessions } from './session/page-sessions';
import { PersonalWordLists } from './session/personal-words';
import { readPreferences, rememberChoices } from './session/preferences';
import { RemoteRecognizer } from './session/remote-recognizer';
import { SessionController } from './session/session-controller';
import { initialState, isAtWork } from './session/session-state';
import { SessionStore } from './session/session-store';
import { SourceFiles } from './session/source-files';
import { readSoundPreferences, rememberSound } from './session/sound-preferences';
import { initialSound, type SoundEvent } from './session/sound-state';
import { TranscriptEditor } from './session/transcript-editor';
import { ScreenWakeLock } from './session/wake-lock';
import { webStorage } from './session/web-storage';
import { isInDialogOrText } from './ui/dom';
import { ModelsDialog } from './ui/models-dialog';
import type { Intents } from './ui/page-state';
import { PageView, type PageExtras } from './ui/page-view';
import { WordsDialog } from './ui/words-dialog';

const modelsUrl = new URL('models/', document.baseURI).href;
const local = webStorage(() => localStorage);
const preferences = readPreferences(local);
const store = new SessionStore(
  initialState(
    preferences.provider,
    preferences.secondLook,
    preferences.precision,
    preferences.ownStudent,
    preferences.pace,
    initialSound(readSoundPreferences(local)),
    preferences.writing,
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
  decodeWhole,
  onLevel: (rmsDb) => {
    view.showLevel(rmsDb);
  },
  onSound: (event) => {
    sessions.sound.take(event);
  },
});

const sessions = new PageSessions({
  store,
  locks: navigator.locks,
  local,
  tab: webStorage(() => sessionStorage),
  startCaptions: () => void session.startCaptions(),
  onKept: (kept) => {
    if (extras.transcriptUnkept === kept) show({ transcriptUnkept: !kept });
  },
  onUnfinished: (unfinished) => {
    show({ unfinished });
  },
});

let catalogue: ModelCatalogue | null = null;
const installed = new InstalledModels(local);
let cleared: Transcript | null = null;
let extras: PageExtras = {
  models: null,
  shellOffline: false,
  undoAvailable: false,
  installable: false,
  update: 'none',
  unopened: null,
  modelsEvicted: false,
  transcriptUnkept: false,
  unfinished: [],
  unfinishedFiles: [],
};

const intents: Intents = {
  sessions: sessions.desk,
  corrections: new TranscriptEditor(store, () => wordLists),
  sourceFiles: new SourceFiles(session.files),
  files: pageFiles({
    queue: session.files,
    sessions,
    locks: navigator.locks,
    tab: webStorage(() => sessionStorage),
    onUnfinished: (unfinishedFiles) => {
      show({ unfinishedFiles });
    },
  }),
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
  keepSound: (keep) => {
    tellSound({ type: 'keep-chosen', keep });
  },
  dismissKeepFailure: () => {
    tellSound({ type: 'keep-failure-dismissed' });
  },
  dismissFinding: (kind) => {
    tellSound({ type: 'finding-dismissed', kind });
  },
  dismissNews: () => {
    tellSound({ type: 'news-dismissed' });
  },
  retryLoad: () => void session.retryLoad(),
  chooseProvider: (provider) => void session.chooseProvider(provider),
  choosePrecision: (precision) => void session.choosePrecision(precision),
  choosePace: (pace) => void session.choosePace(pace),
  dismissOverload: () => {
    store.dispatch({ type: 'overload-dismissed' });
  },
  setSecondLook: (on) => void session.setSecondLook(on),
  chooseWriting: (change) => void session.chooseWriting(change),
  askForWriters: () => {
    const models = catalogue;
    if (models === null) return;
    void writersHere(modelsUrl, models.writers, (id) => installed.has(id)).then((writers) => {
      show({ models: { ...models, writers } });
    });
  },
  addStudent: (source) => void session.addStudent(source),
  removeStudent: () => void session.removeStudent(),
  dismissStudentFailure: () => {
    store.dispatch({ type: 'own-student-failure-dismissed' });
  },
  dismissUnkept: () => {
    store.dispatch({ type: 'models-unkept-dismissed' });
  },
  dismissFailure: () => {
    store.dispatch({ type: 'failure-dismissed' });
  },
  dismissRecovery: () => {
    store.dispatch({ type: 'recovery-dismissed' });
  },
  clear: () =>
    void sessions.clearPage(() => {
      cleared = session.clear();
      show({ undoAvailable: true });
    }),
  undoClear: () => {
    if (cleared !== null) session.restore(cleared);
    void sessions.undoClear();
    intents.dismissUndo();
  },
  dismissUndo: () => {
    cleared = null;
    show({ undoAvailable: false });
  },
  applyUpdate: () => {
    offline.acceptUpdate();
  },
  install: () => void installOffer.accept(),
  dismissUnopened: () => {
    show({ unopened: null });
  },
  dismissEvicted: () => {
    show({ modelsEvicted: false });
  },
};

const view = new PageView(intents, canShareTabs());
store.subscribe(draw);
onLanguageChange(draw);
rememberSound(store, local);
rememberChoices(store, local);
store.subscribe(({ activity }) => void wakeLock.set(activity.kind === 'listening'));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void wakeLock.renew();
});

const wordLists = new PersonalWordLists(local, texts().words.firstList, () => void useWords());
const wordsDialog = new WordsDialog(wordLists);
let engineKind = store.state.engine.kind;
store.subscribe(({ engine }) => {
  // A worker that takes the place of another knows no words yet.
  if (engine.kind !== engineKind && engine.kind !== 'absent' && wordLists.words.length > 0) void useWords();
  engineKind = engine.kind;
});

const library = pageLibrary({
  createWorker: () =>
    new Worker(new URL('../workers/model-library.worker.ts', import.meta.url), { type: 'module' }),
  modelsUrl,
  store,
  session,
  local,
  persist: askToPersist,
  onChange: (state) => {
    modelsDialog.render(state);
  },
});
const modelsDialog = new ModelsDialog(library);

window.tabscribe = automationOf(session);
const installOffer = pageInstall({
  take: async (files) => {
    // What was on the page before a reload comes first.
    await sessions.id().catch(() => null);
    intents.files.add(files, 0);
  },
  tab: webStorage(() => sessionStorage),
  onUnopened: (unopened) => {
    show({ unopened });
  },
  onInstallable: (installable) => {
    show({ installable });
  },
});
const offline = pageOffline({
  isBusy: () => isAtWork(store.state) || isInDialogOrText(),
  onUpdate: (update) => {
    show({ update });
  },
  onOfflineReady: () => {
    show({ shellOffline: true });
  },
});
store.subscribe((state) => {
  offline.tellWork(isAtWork(state));
});
void fetchCatalogue(modelsUrl, local).then((models) => {
  catalogue = models;
  show({ models });
});
// On the first visit the person decides when the download begins.
if (preferences.modelsLoaded) void loadAgain();

async function loadAgain(): Promise<void> {
  if (await library.evicted()) show({ modelsEvicted: true });
  await session.load();
}

async function useWords(): Promise<void> {
  const { words } = texts();
  const ready = store.state.engine.kind === 'ready';
  wordsDialog.tell(ready ? words.preparing : words.later);
  // Before the models are wanted there is no worker to tell.
  if (store.state.engine.kind === 'absent') return;
  const outcome = await recognizer.setPersonalWords(wordLists.words);
  if (!outcome.ok) wordsDialog.tell(words.failed(outcome.failure.message));
  else if (ready) wordsDialog.tell(outcome.value > 0 ? words.inUse : '');
}

function show(change: Partial<PageExtras>): void {
  extras = { ...extras, ...change };
  draw();
}

function draw(): void {
  const { state, transcript } = store;
  const { models } = extras;
  const student = state.ownStudent.model ?? models?.student;
  const shown = models === null || student === undefined ? models : { ...models, student };
  // A new version is not mentioned while something runs.
  const held = extras.update === 'ready' && isAtWork(state) ? { update: 'none' as const } : {};
  view.render(state, transcript, { ...extras, ...held, models: shown });
}
