import { wordAtTime } from '../../../captions/word-clock';
import { writtenWords } from '../../../captions/timed-words';
import type { Segment } from '../../../contract/transcript';
import { onLanguageChange, texts } from '../../../i18n/language';
import { byId, create, setText } from '../../dom';
import { clockText, percent } from '../../format';
import type { SoundDrawn, SoundDrawingIntents } from '../editor-intents';
import type { SoundInUse } from '../dock-players';
import type { WaveDrawing } from './wave-drawing';
import { WaveSlider } from './wave-slider';
import type { WaveAction } from './wave-keys';
import { WaveTools } from './wave-tools';

/** A word of the transcript. */
export interface WordOfLine {
  readonly source: string;
  readonly line: number;
  readonly word: number;
}

export interface WaveViewDeps {
  readonly drawing: SoundDrawingIntents;
  readonly onClose: () => void;
  /** A person has pointed at a word of the sound. */
  readonly onPointed: (place: WordOfLine) => void;
}

/** Draws one sound at a time, with the place that is heard and what is said there. */
export class WaveView {
  readonly #panel = byId('waveform', HTMLDivElement);
  readonly #place = create('p', 'fine wave-place');
  readonly #stage = create('div', 'wave-stage');
  readonly #note = create('p', 'fine');
  readonly #slider: WaveSlider;
  readonly #tools: WaveTools;
  #inUse: SoundInUse | null = null;
  /** Of its lines. */
  #segments: readonly Segment[] = [];
  #wave: WaveDrawing | null = null;
  #reading: AbortController | null = null;

  constructor(private readonly deps: WaveViewDeps) {
    this.#tools = new WaveTools({
      onClose: deps.onClose,
      onZoom: (by) => {
        this.#zoom(by);
      },
    });
    this.#slider = new WaveSlider(this.#stage, (action) => {
      this.#act(action);
    });
    this.#note.setAttribute('role', 'status');
    // The slider says it.
    this.#place.ariaHidden = 'true';
    const row = create('div', 'panel-row');
    row.append(this.#place, ...this.#tools.buttons);
    this.#panel.append(row, this.#stage, this.#note);
    const label = (): void => {
      this.#tools.label();
      this.#slider.label(texts().waveform.position);
    };
    label();
    onLanguageChange(label);
  }

  focus(): void {
    this.#stage.focus({ preventScroll: true });
  }

  /** Draws a sound, or, where it is drawn already, other lines over it. */
  show(inUse: SoundInUse): void {
    const isSame = inUse.sound === this.#inUse?.sound && inUse.media === this.#inUse.media;
    this.#panel.hidden = false;
    if (!isSame) this.#end();
    this.#inUse = inUse;
    this.#segments = inUse.lines.map(({ line }) => line);
    if (isSame) this.#showTime();
    else void this.#draw(inUse);
  }

  hide(): void {
    this.#panel.hidden = true;
    this.#end();
  }

  /** Safe to call twice. */
  #end(): void {
    this.#reading?.abort();
    this.#reading = null;
    this.#wave?.dispose();
    this.#wave = null;
    this.#inUse = null;
    setText(this.#note, '');
    setText(this.#place, '');
  }

  async #draw({ sound, media }: SoundInUse): Promise<void> {
    const reading = (this.#reading = new AbortController());
    const isOver = (): boolean => reading.signal.aborted;
    const words = texts().waveform;
    setText(this.#note, words.reading);
    this.#tools.show(this.#wave);
    const library = await import('./wave-drawing').catch(() => null);
    if (isOver()) return;
    if (library === null) {
      setText(this.#note, words.notLoaded);
      return;
    }
    const onRead = (drawn: SoundDrawn): void => {
      this.#wave ??= this.#begin(library.WaveDrawing, media, drawn);
      this.#wave.show(drawn.peaks, drawn.totalMs === 0 ? drawn.readMs : drawn.totalMs);
      const share = percent(drawn.readMs, drawn.totalMs);
      setText(this.#note, drawn.totalMs === 0 ? words.reading : words.readingShare(share));
      this.#showTime();
      this.#tools.show(this.#wave);
    };
    const outcome = await this.deps.drawing.read(sound, onRead, reading.signal);
    if (isOver()) return;
    setText(this.#note, outcome.ok ? '' : this.#wave === null ? words.cannotDraw : words.drawnInPart);
  }

  #begin(Drawing: typeof WaveDrawing, media: HTMLMediaElement, drawn: SoundDrawn): WaveDrawing {
    const seconds = Number.isFinite(media.duration) ? media.duration : 0;
    return new Drawing({
      stage: this.#stage,
      media,
      lengthMs: 1000 * seconds || drawn.totalMs || drawn.readMs,
      peaksPerSecond: drawn.peaksPerSecond,
      onTime: () => {
        this.#showTime();
      },
      onPointed: (timeMs) => {
        this.focus();
        this.#point(timeMs);
      },
    });
  }

  #act(action: WaveAction): void {
    const media = this.#inUse?.media;
    if (media === undefined || this.#wave === null) return;
    switch (action.kind) {
      case 'zoom':
        this.#zoom(action.by);
        break;
      case 'toggle':
        if (media.paused) media.play().catch(() => undefined);
        else media.pause();
        break;
      case 'seek':
        media.currentTime = action.toMs / 1000;
        this.#point(action.toMs);
    }
  }

  #zoom(by: 1 | -1): void {
    this.#wave?.zoom(by);
    this.#tools.show(this.#wave);
  }

  #showTime(): void {
    const inUse = this.#inUse;
    const wave = this.#wave;
    if (inUse === null || wave === null) return;
    const timeMs = 1000 * inUse.media.currentTime;
    const said = this.#saidAt(timeMs);
    const written = said === null ? null : said.words[said.place.word];
    wave.mark('line', said?.line ?? null);
    wave.mark('word', written ?? null);
    const at = texts().waveform.at(clockText(timeMs), clockText(wave.lengthMs), written?.word ?? '');
    setText(this.#place, at);
    this.#slider.show(timeMs, wave.lengthMs, at, !inUse.media.paused);
  }

  #point(timeMs: number): void {
    this.#showTime();
    const said = this.#saidAt(timeMs);
    if (said !== null) this.deps.onPointed(said.place);
  }

  #saidAt(timeMs: number) {
    const at = wordAtTime(this.#segments, timeMs);
    const placed = at === null ? undefined : this.#inUse?.lines[at.line];
    if (at === null || placed === undefined) return null;
    const { source, line } = placed;
    return { line, words: writtenWords(line), place: { source, line: line.id, word: at.word } };
  }
}
