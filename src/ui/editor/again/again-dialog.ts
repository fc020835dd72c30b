import { longerRange, stretchOf, type LineRange } from '../../../captions/heard-again';
import type { Transcript } from '../../../captions/transcript';
import type { Outcome } from '../../../contract/errors';
import type { Segment } from '../../../contract/transcript';
import { texts } from '../../../i18n/language';
import { errorMessage } from '../../error-messages';
import { clockText } from '../../format';
import type { ModelsShown, PageState } from '../../page-state';
import { modelName } from '../../status-text';
import type { PageSound } from '../page-sound';
import { AgainForm } from './again-form';
import type { HearAgainIntents } from './again-intents';
import { againProgress } from './again-progress';

export interface AgainDeps {
  readonly intents: HearAgainIntents;
  readonly transcript: () => Transcript;
  readonly sound: PageSound;
  /** Finds out which models can be chosen. */
  readonly askForWriters: () => void;
  /** Puts the new text in the place of the lines; false where they are no longer what they were. */
  readonly replace: (range: LineRange, written: readonly Segment[]) => boolean;
  /** The dialog is closed, and the new text is in its place. */
  readonly onUsed: () => void;
}

/** Hears some lines again with other settings, and shows what comes beside what is there: one of the two stays. */
export class AgainDialog {
  readonly #form: AgainForm;
  #target: { readonly range: LineRange; readonly sound: Blob } | null = null;
  #written: readonly Segment[] = [];
  #isRunning = false;
  #isHearing = false;
  #isUsed = false;
  #state: PageState | null = null;
  #models: ModelsShown | null = null;

  constructor(private readonly deps: AgainDeps) {
    this.#form = new AgainForm({
      longer: (by) => {
        if (this.#target === null) return;
        const range = longerRange(deps.transcript(), this.#target.range, by);
        if (range !== null) this.#show({ ...this.#target, range });
      },
      hear: () => {
        this.#hear(!this.#isHearing);
      },
      start: () => void this.#start(),
      cancel: () => {
        deps.intents.cancel();
      },
      use: () => {
        this.#use();
      },
      close: () => {
        this.#form.dialog.close();
      },
    });
    this.#form.dialog.addEventListener('close', () => {
      this.#closed();
    });
  }

  /** @param sound what the lines were written from. */
  open(range: LineRange, sound: Blob): void {
    this.#written = [];
    this.#isUsed = false;
    this.#form.showFailure('');
    this.#form.showProgress('', null);
    this.#form.showHearing(false);
    this.#offer();
    this.#show({ range, sound });
    this.#form.setStage('choosing');
    this.#form.dialog.showModal();
    this.deps.askForWriters();
  }

  render(state: PageState, models: ModelsShown | null): void {
    const isOther = writersOf(models) !== writersOf(this.#models);
    this.#state = state;
    this.#models = models;
    if (!this.#form.dialog.open) return;
    if (isOther && !this.#isRunning) this.#offer();
    if (!this.#isRunning) return;
    const { text, share } = againProgress(state);
    this.#form.showProgress(text, share);
  }

  #offer(): void {
    if (this.#state !== null)
      this.#form.settings.offer(this.#state, this.#models, this.deps.intents.hasOwnWords);
  }

  #show(target: { readonly range: LineRange; readonly sound: Blob }): void {
    this.#hear(false);
    this.#target = target;
    const { range } = target;
    const transcript = this.deps.transcript();
    const { fromMs, toMs } = stretchOf(transcript, range);
    const where = texts().again.where(range.lines.length, clockText(fromMs), clockText(toMs));
    const above = longerRange(transcript, range, -1) !== null;
    const below = longerRange(transcript, range, 1) !== null;
    this.#form.showRange(where, range.lines, { above, below });
  }

  async #start(): Promise<void> {
    const target = this.#target;
    if (target === null || this.#isRunning) return;
    const { intents, transcript } = this.deps;
    this.#hear(false);
    this.#isRunning = true;
    this.#form.showFailure('');
    this.#form.showProgress(texts().again.loading, null);
    this.#form.setStage('running');
    const stretch = stretchOf(transcript(), target.range);
    const { settings } = this.#form;
    const outcome = await intents.hear({ sound: target.sound, ...stretch, settings: settings.value });
    this.#isRunning = false;
    // Closed meanwhile: nobody wants it any more.
    if (this.#target === target) this.#ended(outcome, target.range);
    else if (!this.#form.dialog.open) intents.done();
  }

  #ended(outcome: Outcome<readonly Segment[]>, range: LineRange): void {
    const words = texts().again;
    const [first] = outcome.ok ? outcome.value : [];
    if (outcome.ok && first !== undefined) {
      this.#written = outcome.value;
      const isSame = textOf(outcome.value) === textOf(range.lines);
      this.#form.showNew(words.heardBy(modelName(first.engine, this.#models)), outcome.value);
      this.#form.showProgress(isSame ? words.sameText : '', null);
      this.#form.setStage('heard');
      return;
    }
    const isCancelled = !outcome.ok && outcome.failure.code === 'cancelled';
    this.#form.showProgress(isCancelled ? words.cancelled : '', null);
    if (outcome.ok) this.#form.showFailure(words.nothingHeard);
    else if (!isCancelled) {
      const { title, advice } = errorMessage(outcome.failure.code);
      this.#form.showFailure(words.failed(title, advice));
    }
    this.#form.setStage('choosing');
  }

  #use(): void {
    if (this.#target === null) return;
    if (!this.deps.replace(this.#target.range, this.#written)) {
      this.#form.showFailure(texts().again.changed);
      return;
    }
    this.#isUsed = true;
    this.#form.dialog.close();
  }

  #closed(): void {
    this.#hear(false);
    this.#target = null;
    if (this.#isRunning) this.deps.intents.cancel();
    else this.deps.intents.done();
    if (this.#isUsed) this.deps.onUsed();
  }

  #hear(on: boolean): void {
    const { sound, transcript } = this.deps;
    const isOn = on && this.#target !== null;
    if (!isOn && this.#isHearing) sound.pause();
    if (isOn && this.#target !== null) {
      const { range } = this.#target;
      const { fromMs, toMs: loopToMs } = stretchOf(transcript(), range);
      const line = range.lines[0]?.id ?? 0;
      void sound.play({ source: range.source, line, fromMs, loopToMs }, true);
    }
    this.#isHearing = isOn;
    this.#form.showHearing(isOn);
  }
}

function textOf(lines: readonly Segment[]): string {
  return lines.map(({ text }) => text).join(' ');
}

function writersOf(models: ModelsShown | null): string {
  return models?.writers.map(({ id }) => id).join(' ') ?? '';
}
