import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin, { type Region } from 'wavesurfer.js/plugins/regions';
import { create } from '../../dom';
import { adoptStyles, coloursOf } from './wave-styles';

const HEIGHT_PX = 64;
/** At this a syllable is as wide as a thumb; and it is all that the peaks hold. */
const MOST_PX_PER_SECOND = 200;

/** A stretch of the sound. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export interface DrawingDeps {
  readonly stage: HTMLElement;
  readonly media: HTMLMediaElement;
  /** Of the sound, by its own word or by what was read of it. */
  readonly lengthMs: number;
  readonly peaksPerSecond: number;
  /** The sound goes on, or is elsewhere now. */
  readonly onTime: (timeMs: number) => void;
  /** A person has pointed at a place, and the sound is there now. */
  readonly onPointed: (timeMs: number) => void;
}

/** The loudness of a sound over time, with the place that is heard. Knows wavesurfer.js; nothing else does. */
export class WaveDrawing {
  readonly #surfer: WaveSurfer;
  readonly #regions = RegionsPlugin.create();
  readonly #marks = new Map<string, Region>();
  readonly #looks = new MutationObserver(() => {
    this.#recolour();
  });
  readonly #systemDark = matchMedia('(prefers-color-scheme: dark)');
  readonly #recolour = (): void => {
    this.#surfer.setOptions(coloursOf(this.deps.stage));
  };
  #peaks: Float32Array;
  #pxPerSecond = 0;

  constructor(private readonly deps: DrawingDeps) {
    const { stage, media, onTime, onPointed } = deps;
    this.#peaks = new Float32Array(0);
    const container = create('div', 'wave');
    this.#surfer = new WaveSurfer({
      container,
      media,
      // Without peaks it would fetch the sound and decode it as a whole.
      peaks: [this.#roomFor(deps.lengthMs)],
      duration: deps.lengthMs / 1000,
      height: HEIGHT_PX,
      normalize: true,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorWidth: 2,
      cursorColor: 'var(--ink)',
      dragToSeek: true,
      plugins: [this.#regions],
      ...coloursOf(stage),
    });
    adoptStyles(container);
    // The slider's keys move it: a stop of its own would only hold up the keyboard.
    this.#surfer.getWrapper().parentElement?.setAttribute('tabindex', '-1');
    stage.replaceChildren(container);
    this.#surfer.on('timeupdate', (seconds) => {
      onTime(1000 * seconds);
    });
    this.#surfer.on('seeking', (seconds) => {
      onTime(1000 * seconds);
    });
    this.#surfer.on('interaction', (seconds) => {
      onPointed(1000 * seconds);
    });
    this.#looks.observe(document.documentElement, { attributes: true });
    this.#systemDark.addEventListener('change', this.#recolour);
  }

  get lengthMs(): number {
    return 1000 * this.#surfer.getDuration();
  }

  /** @param peaks all that is known so far. */
  show(peaks: Float32Array, lengthMs: number): void {
    const { media } = this.deps;
    // What the element says is what it seeks by.
    const seconds = Number.isFinite(media.duration) && media.duration > 0 ? media.duration : lengthMs / 1000;
    const room = this.#roomFor(1000 * seconds);
    room.set(peaks.subarray(0, room.length));
    this.#surfer.load(media.currentSrc || media.src, [room], seconds).catch(() => undefined);
  }

  get canZoomIn(): boolean {
    return this.#now < MOST_PX_PER_SECOND;
  }

  get canZoomOut(): boolean {
    return this.#pxPerSecond > 0;
  }

  /** Shows half as much, or twice as much, around the place that is heard. */
  zoom(by: 1 | -1): void {
    const wanted = Math.min(MOST_PX_PER_SECOND, this.#now * 2 ** by);
    // All of it is as far as one can go.
    this.#pxPerSecond = wanted <= this.#fitting ? 0 : wanted;
    this.#surfer.zoom(this.#pxPerSecond);
  }

  /** @param span null takes the mark away. */
  mark(name: 'line' | 'word', span: Span | null): void {
    const known = this.#marks.get(name);
    if (span === null) {
      known?.remove();
      this.#marks.delete(name);
      return;
    }
    const place = { start: span.startMs / 1000, end: span.endMs / 1000 };
    if (known !== undefined) known.setOptions(place);
    else {
      const color = `var(--wave-${name})`;
      this.#marks.set(name, this.#regions.addRegion({ ...place, color, drag: false, resize: false }));
    }
  }

  /** The element that plays is left as it is. Safe to call twice. */
  dispose(): void {
    this.#looks.disconnect();
    this.#systemDark.removeEventListener('change', this.#recolour);
    this.#surfer.destroy();
    this.deps.stage.replaceChildren();
  }

  get #fitting(): number {
    return this.#surfer.getWidth() / Math.max(0.1, this.#surfer.getDuration());
  }

  get #now(): number {
    return Math.max(this.#pxPerSecond, this.#fitting);
  }

  /** Peaks for the whole length; the same ones as long as that does not change. */
  #roomFor(lengthMs: number): Float32Array {
    const length = Math.max(1, Math.ceil((lengthMs * this.deps.peaksPerSecond) / 1000));
    if (this.#peaks.length !== length) this.#peaks = new Float32Array(length);
    return this.#peaks;
  }
}
