import { decodeWhole } from './capture/decode-whole';
import { canShareTabs } from './capture/tab-source';
import { onLanguageChange, texts } from './i18n/language';
import { pageInstall } from './install/page-install';
import { pageOffline } from './offline/page-offline';
import { askToPersist } from './offline/persist';
import { automationOf } from './session/automation';
import { clearing } from './session/clearing';
import { dismissals } from './session/dismissals';
import { HearAgain } from './session/hear-again';
import { PageCatalogue } from './session/page-catalogue';
import { pageFiles } from './session/page-files';
import { pageLibrary } from './session/page-library';
import { PageSessions } from './session/page-sessions';
import { pageSound } from './session/page-sound';
import { pageStore } from './session/page-store';
import { pageWords } from './session/page-words';
import { RemoteRecognizer } from './session/remote-recognizer';
import { sessionCommands } from './session/session-commands';
import { SessionController } from './session/session-controller';
import { isAtWork } from './session/session-state';
import { SoundDrawing } from './session/sound-drawing';
import { SourceFiles } from './session/source-files';
import { TranscriptEditor } from './session/transcript-editor';
import { keepScreenOn } from './session/wake-lock';
import { webStorage } from './session/web-storage';
import { isInDialogOrText } from './ui/dom';
import { ModelsDialog } from './ui/models-dialog';
import { PageDrawing } from './ui/page-drawing';
import type { PageExtras } from './ui/page-extras';
import type { Intents } from './ui/page-state';
import { PageView } from './ui/page-view';
import { WordsDialog } from './ui/words-dialog';

const modelsUrl = new URL('models/', document.baseURI).href;
const local = webStorage(() => localStorage);
const { store, modelsLoaded } = pageStore(local);
const sound = pageSound(store);

const recognizer = new RemoteRecognizer(
  () => new Worker(new URL('../workers/recognizer.worker.ts', import.meta.url), { type: 'module' }),
  () => {
    session.recognizerLost();
  },
);
const session = new SessionController({
  recognizer,
  openSources: (requests) => sound.inputs.start(requests),
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
    if (drawing.extras.transcriptUnkept === kept) show({ transcriptUnkept: !kept });
  },
  onUnfinished: (unfinished) => {
    show({ unfinished });
  },
});

const catalogue = new PageCatalogue(modelsUrl, local, (models) => {
  show({ models });
});
const intents: Intents = {
  ...sound.intents,
  ...sessionCommands(session),
  ...dismissals(store),
  ...clearing({
    session,
    sessions,
    onUndoable: (undoAvailable) => {
      show({ undoAvailable });
    },
  }),
  sessions: sessions.desk,
  corrections: new TranscriptEditor(store, () => wordLists),
  sourceFiles: new SourceFiles(session.files),
  soundDrawing: new SoundDrawing(
    () => new Worker(new URL('../workers/sound-peaks.worker.ts', import.meta.url), { type: 'module' }),
  ),
  files: pageFiles({
    queue: session.files,
    sessions,
    locks: navigator.locks,
    tab: webStorage(() => sessionStorage),
    onUnfinished: (unfinishedFiles) => {
      show({ unfinishedFiles });
    },
  }),
  hearAgain: new HearAgain({ session, recognizer, store, words: () => wordLists.words }),
  askForWriters: () => void catalogue.findWriters(),
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
const drawing = new PageDrawing(view, () => ({
  state: store.state,
  transcript: store.transcript,
  atWork: isAtWork(store.state),
}));
store.subscribe(draw);
onLanguageChange(draw);
keepScreenOn(store);

const wordLists = pageWords({
  store,
  recognizer,
  local,
  firstName: texts().words.firstList,
  onProgress: (progress) => {
    wordsDialog.tell(progress);
  },
});
const wordsDialog = new WordsDialog(wordLists);

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
void catalogue.read();
// On the first visit the person decides when the download begins.
if (modelsLoaded) void loadAgain();

async function loadAgain(): Promise<void> {
  if (await library.evicted()) show({ modelsEvicted: true });
  await session.load();
}

function show(change: Partial<PageExtras>): void {
  drawing.show(change);
}

function draw(): void {
  drawing.draw();
}
