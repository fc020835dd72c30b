import type { CaptionSource, Transcript } from '../../captions/transcript';
import { texts } from '../../i18n/language';
import { CorrectionView } from '../correction/correction-view';
import { lineOf } from '../correction/caption-words';
import { byId } from '../dom';
import { KeptSoundPanel } from '../kept-sound-panel';
import type { Intents, ModelsShown, PageState } from '../page-state';
import { AgainDialog } from './again/again-dialog';
import { AgainStarter } from './again/again-starter';
import { FileSound } from './file-sound';
import { PageSound } from './page-sound';
import { WaveToggle } from './waveform/wave-toggle';
import { WaveView } from './waveform/wave-view';

/** All that edits the transcript on the page, with the sound that it was written from. */
export class EditorView {
  readonly corrections: CorrectionView;
  readonly #captions = byId('captions', HTMLDivElement);
  readonly #kept: KeptSoundPanel;
  readonly #sound: PageSound;
  readonly #waveform: WaveToggle;
  readonly #again: AgainDialog;
  readonly #againStarter: AgainStarter;
  #transcript: Transcript = { sources: [] };
  /** What the sections say of their sound, by source. */
  #shownThere: ReadonlyMap<string, string> = new Map();

  constructor(
    intents: Pick<
      Intents,
      'corrections' | 'sessions' | 'sourceFiles' | 'soundDrawing' | 'hearAgain' | 'askForWriters'
    >,
  ) {
    this.#kept = new KeptSoundPanel(intents.sessions, () => {
      this.#showWhatIsThere();
    });
    this.#sound = new PageSound(new FileSound(intents.sourceFiles), this.#kept, () => {
      this.#waveform.update();
    });
    this.corrections = new CorrectionView(intents.corrections, this.#sound);
    const wave = new WaveView({
      drawing: intents.soundDrawing,
      onClose: () => {
        this.#waveform.close();
      },
      onPointed: ({ word, ...line }) => {
        this.corrections.pointAt({ ...line, from: word, to: word + 1 });
      },
    });
    this.#waveform = new WaveToggle(wave, this.#sound, () => this.corrections.chosen);
    const transcript = (): Transcript => this.#transcript;
    this.#again = new AgainDialog({
      intents: intents.hearAgain,
      transcript,
      sound: this.#sound,
      askForWriters: () => {
        intents.askForWriters();
      },
      replace: (range, written) => this.corrections.replaceLines(range, written),
      onUsed: () => {
        this.corrections.focus();
      },
    });
    this.#againStarter = new AgainStarter({
      dialog: this.#again,
      sound: this.#sound,
      transcript,
      line: () => this.corrections.place,
      tell: (text) => {
        this.corrections.report.tell(text);
      },
    });
    this.#captions.addEventListener('pointerover', ({ target }) => {
      const time = target instanceof HTMLElement ? target.closest<HTMLElement>('.caption-time') : null;
      const row = time?.closest<HTMLElement>('[data-line]');
      const place = row ? lineOf(row) : null;
      const source = this.#transcript.sources.find(({ id }) => id === place?.source);
      if (time && this.#isHere(source)) time.title = texts().keptSound.playFromHere;
    });
  }

  /** @param busy something is in progress. */
  render(state: PageState, models: ModelsShown | null, transcript: Transcript, busy: boolean): void {
    const { activity } = state;
    const isLive =
      activity.kind === 'listening' ||
      activity.kind === 'stopping' ||
      (activity.kind === 'loading' && activity.goal === 'listen');
    this.#kept.render(state, transcript, busy);
    this.#sound.render(isLive);
    this.#again.render(state, models);
    this.#againStarter.render(busy);
    this.#showWhatIsThere();
  }

  /** Call after captions were drawn, with what was drawn. */
  drawn(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#sound.drawn(transcript);
    this.corrections.drawn(transcript);
    this.#waveform.drawn(transcript);
    this.#showWhatIsThere();
  }

  /** Times that play something look so. */
  #showWhatIsThere(): void {
    this.#waveform.update();
    const shown = new Map<string, string>();
    for (const source of this.#transcript.sources) {
      const there = this.#isHere(source) ? 'here' : 'none';
      if (this.#shownThere.get(source.id) !== there) {
        const section = this.#captions.querySelector<HTMLElement>(`[data-source="${CSS.escape(source.id)}"]`);
        if (section === null) continue;
        section.dataset['sound'] = there;
      }
      shown.set(source.id, there);
    }
    this.#shownThere = shown;
  }

  #isHere(source: CaptionSource | undefined): boolean {
    const line = source?.track.segments[0];
    return source !== undefined && line !== undefined && this.#sound.there(source, line) === 'here';
  }
}
