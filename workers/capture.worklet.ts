import { wrap, type Remote } from 'comlink';
import type { CaptureCommand, CaptureMessage, FrameBatch, LiveSink } from '../src/contract/capture-messages';
import { HOP_MS } from '../src/features/audio-format';
import { CaptureFrontEnd } from '../src/features/capture-front-end';
import { ChannelMixer } from '../src/features/channel-mixer';
import { KeptBatches } from '../src/features/kept-batches';
import { LevelMeter } from '../src/features/level-meter';

/** 80 ms: soon enough for captions, few enough messages. */
const BATCH_FRAMES = 8;

class CaptureProcessor extends AudioWorkletProcessor implements AudioWorkletProcessorImpl {
  readonly #frontEnd = new CaptureFrontEnd(sampleRate, BATCH_FRAMES);
  readonly #mixer = new ChannelMixer();
  readonly #meter = new LevelMeter(sampleRate);
  readonly #kept = new KeptBatches();
  #sink: Remote<LiveSink> | null = null;
  #nextFrame: number | null = null;
  /** Of the stream's frames, the first that is captured here: another worklet may have captured those before. */
  #firstFrame = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => {
      if (data.type === 'start') this.#start(data.sink, data.startMs);
      else if (data.type === 'redirect') this.#redirect(data.sink);
      else if (data.type === 'gap') this.#skip(data.gapMs);
      else void this.#stop();
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const quantumSamples = outputs[0]?.[0]?.length ?? 0;
    if (this.#sink === null || quantumSamples === 0) return true;
    this.#nextFrame ??= currentFrame;
    // Quanta that the browser missed become silence, so that times stay true.
    for (; this.#nextFrame < currentFrame; this.#nextFrame += quantumSamples) {
      this.#deliver(this.#frontEnd.push(this.#mixer.mix([], quantumSamples)));
    }
    this.#nextFrame += quantumSamples;
    const mono = this.#mixer.mix(inputs[0] ?? [], quantumSamples);
    this.#deliver(this.#frontEnd.push(mono));
    for (const report of this.#meter.push(mono)) this.port.postMessage(report satisfies CaptureMessage);
    return true;
  }

  #start(sink: MessagePort, startMs: number): void {
    this.#firstFrame = Math.round(startMs / HOP_MS);
    this.#sink = wrap<LiveSink>(sink);
  }

  /** The recognizer before is gone: another one gets all that it had not written. */
  #redirect(sink: MessagePort): void {
    this.#sink = wrap<LiveSink>(sink);
    for (const batch of this.#kept.all) this.#send(this.#sink, batch);
  }

  #skip(gapMs: number): void {
    const missed = new Float32Array(Math.round((gapMs / 1000) * sampleRate));
    this.#deliver(this.#frontEnd.push(missed));
    this.#meter.push(missed);
  }

  #deliver(batches: FrameBatch[]): void {
    for (const batch of batches) {
      const numbered = { ...batch, firstFrame: this.#firstFrame + batch.firstFrame };
      this.#kept.add(numbered);
      if (this.#sink !== null) this.#send(this.#sink, numbered);
    }
  }

  /** Copied, not transferred: it may have to be sent again. */
  #send(sink: Remote<LiveSink>, batch: FrameBatch): void {
    sink.push(batch).then(
      (neededFrame) => {
        if (sink === this.#sink) this.#kept.dropBefore(neededFrame);
      },
      () => undefined,
    );
  }

  async #stop(): Promise<void> {
    const sink = this.#sink;
    if (sink !== null) {
      this.#deliver(this.#frontEnd.flush());
      this.#sink = null;
      await sink.end();
    }
    this.port.postMessage({ type: 'ended' } satisfies CaptureMessage);
  }
}

registerProcessor('capture', CaptureProcessor);
