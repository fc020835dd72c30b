import { releaseProxy, transfer, wrap, type Remote } from 'comlink';
import type { CaptureCommand, CaptureMessage, FrameBatch, FrameSink } from '../src/contract/capture-messages';
import { CaptureFrontEnd } from '../src/features/capture-front-end';
import { ChannelMixer } from '../src/features/channel-mixer';
import { LevelMeter } from '../src/features/level-meter';

/** 80 ms: soon enough for captions, few enough messages. */
const BATCH_FRAMES = 8;

class CaptureProcessor extends AudioWorkletProcessor implements AudioWorkletProcessorImpl {
  readonly #frontEnd = new CaptureFrontEnd(sampleRate, BATCH_FRAMES);
  readonly #mixer = new ChannelMixer();
  readonly #meter = new LevelMeter(sampleRate);
  #sink: Remote<FrameSink> | null = null;
  #nextFrame: number | null = null;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => {
      if (data.type === 'start') this.#sink = wrap<FrameSink>(data.sink);
      else void this.#stop();
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const quantumSamples = outputs[0]?.[0]?.length ?? 0;
    if (this.#sink === null || quantumSamples === 0) return true;
    this.#nextFrame ??= currentFrame;
    // Quanta that the browser missed become silence, so that times stay true.
    for (; this.#nextFrame < currentFrame; this.#nextFrame += quantumSamples) {
      this.#deliver(this.#sink, this.#frontEnd.push(this.#mixer.mix([], quantumSamples)));
    }
    this.#nextFrame += quantumSamples;
    const mono = this.#mixer.mix(inputs[0] ?? [], quantumSamples);
    this.#deliver(this.#sink, this.#frontEnd.push(mono));
    for (const report of this.#meter.push(mono)) this.port.postMessage(report satisfies CaptureMessage);
    return true;
  }

  #deliver(sink: Remote<FrameSink>, batches: FrameBatch[]): void {
    for (const batch of batches) {
      // The front end's buffers are never shared ones.
      void sink.push(transfer(batch, [batch.logMel.buffer, batch.samples.buffer] as ArrayBuffer[]));
    }
  }

  async #stop(): Promise<void> {
    const sink = this.#sink;
    this.#sink = null;
    if (sink !== null) {
      this.#deliver(sink, this.#frontEnd.flush());
      await sink.end();
      sink[releaseProxy]();
    }
    this.port.postMessage({ type: 'ended' } satisfies CaptureMessage);
  }
}

registerProcessor('capture', CaptureProcessor);
