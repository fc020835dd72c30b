import { hasText, type Transcript } from '../captions/transcript';
import { Appearance } from './appearance';
import { CaptionList } from './caption-list';
import { ControlBar } from './control-bar';
import { byId } from './dom';
import { EditorView } from './editor/editor-view';
import { ExportBar } from './export-bar';
import { FileDrop } from './file-drop';
import { FileQueuePanel } from './file-queue-panel';
import { FollowNewest } from './follow-newest';
import { InstallChoice } from './install-choice';
import { LanguageChoice } from './language-choice';
import { NoticeList } from './notice-list';
import { noticesFor, type NoticeDeps } from './notices';
import type { PageExtras } from './page-extras';
import { PageNotes } from './page-notes';
import type { Intents, ModelsShown, PageState } from './page-state';
import { ProgressPanels } from './progress-panels';
import { Player } from './player';
import { buildReadingSettings } from './reading/reading-settings';
import { ReadingView } from './reading/reading-view';
import { SessionsDialog } from './sessions-dialog';
import { SettingsDialog } from './settings-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';
import { SoundDialog } from './sound-dialog';
import { modelName } from './status-text';

/** The whole page: draws what it is given, and passes on what the person asks for. */
export class PageView {
  readonly #controls: ControlBar;
  readonly #captions: CaptionList;
  readonly #editor: EditorView;
  readonly #panels: ProgressPanels;
  readonly #queue: FileQueuePanel;
  readonly #exports: ExportBar;
  readonly #sessions: SessionsDialog;
  readonly #settings: SettingsDialog;
  readonly #sound: SoundDialog;
  readonly #player: Player;
  readonly #install: InstallChoice;
  readonly #notices = new NoticeList(byId('notices', HTMLDivElement), byId('primary', HTMLButtonElement));
  readonly #noticeDeps: NoticeDeps;
  readonly #follow = new FollowNewest();
  readonly #notes = new PageNotes();
  readonly #reading: ReadingView;
  #redraw: () => void = () => undefined;
  #models: ModelsShown | null = null;
  #transcript: Transcript | null = null;
  #fileInProgress = false;

  /** @param canShareTabs whether the browser can share the sound of a tab. */
  constructor(intents: Intents, canShareTabs: boolean) {
    // First of all: the others ask for texts as they are made.
    new LanguageChoice();
    buildReadingSettings();
    new Appearance();
    const files = new FileDrop(
      (chosen, skipped) => {
        intents.files.add(chosen, skipped);
      },
      (folder) => {
        intents.addStudent({ kind: 'folder', files: folder });
      },
    );
    const openFilePicker = (): void => {
      files.open();
    };
    this.#noticeDeps = {
      intents,
      openFilePicker,
      openSound: () => {
        this.#sound.open();
      },
      reloadPage: () => {
        location.reload();
      },
    };
    this.#controls = new ControlBar(intents);
    this.#panels = new ProgressPanels(intents.files);
    this.#queue = new FileQueuePanel({ intents: intents.files, openFilePicker });
    this.#sessions = new SessionsDialog(intents.sessions);
    this.#settings = new SettingsDialog(intents);
    this.#sound = new SoundDialog(intents, canShareTabs);
    this.#player = new Player(intents);
    this.#exports = new ExportBar(() => {
      intents.clear();
    });
    this.#captions = new CaptionList({
      isSecondLook: (engine) => this.#models?.writers.some(({ id }) => id === engine) === true,
      name: (engine) => modelName(engine, this.#models),
    });
    this.#editor = new EditorView(intents);
    this.#install = new InstallChoice(() => {
      intents.install();
    });
    this.#reading = new ReadingView({
      captions: () => this.#captions.drawn(),
      redraw: () => {
        this.#redraw();
      },
      replace: (hits, text) => intents.corrections.replace(hits, text),
      undo: () => this.#editor.corrections.undo(),
      report: this.#editor.corrections.report,
    });
    new ShortcutsDialog();
    window.addEventListener('keydown', (event) => {
      const inDialog = document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && this.#fileInProgress && !inDialog) intents.files.cancelCurrent();
    });
  }

  showLevel(rmsDb: number): void {
    this.#controls.showLevel(rmsDb);
    this.#sound.showLevel(rmsDb);
  }

  render(state: PageState, transcript: Transcript, extras: PageExtras): void {
    const { activity } = state;
    this.#redraw = () => {
      this.render(state, transcript, extras);
    };
    const newNames = this.#models !== extras.models;
    this.#models = extras.models;
    if (newNames) this.#captions.relabel();
    this.#fileInProgress =
      activity.kind === 'transcribing' || (activity.kind === 'loading' && activity.goal === 'transcribe');
    const busy = activity.kind !== 'idle' && activity.kind !== 'failed';
    this.#controls.render(state, extras.models);
    this.#panels.render(state, extras.models);
    this.#queue.render(state.queue);
    this.#sessions.render(!busy);
    this.#settings.render(state, extras.models);
    this.#install.render(extras.installable);
    this.#sound.render(state);
    this.#player.render(state);
    this.#editor.render(state, extras.models, transcript, busy);
    this.#controls.labelLevel(transcript.sources.at(-1)?.kind === 'microphone');
    this.#notices.render(noticesFor(state, extras, this.#noticeDeps));
    this.#exports.render(transcript, !this.#fileInProgress);
    this.#renderCaptions(this.#reading.render(transcript, busy || hasText(transcript)), busy);
    this.#notes.render(state, transcript, extras, busy);
  }

  #renderCaptions(transcript: Transcript, busy: boolean): void {
    this.#captions.render(transcript, busy);
    if (this.#transcript === transcript) return;
    this.#transcript = transcript;
    this.#editor.drawn(transcript);
    // Without captions the page is read from its top.
    if (transcript.sources.length > 0) this.#follow.update(this.#editor.corrections.isBusy);
    this.#reading.drawn();
  }
}
