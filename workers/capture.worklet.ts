import { releaseProxy, transfer, wrap, type Remote } from 'comlink';
import type { CaptureCommand, CaptureMessage, FrameBatch, FrameSink } from '../src/contract/capture-messages';
import { CaptureFrontEnd } from '../src/features/capture-front-end';
import { ChannelMixer } from '../src/features/channel-mixer';
import { LevelMeter } from '../src/features/level-meter';
import { SoundCheck } from '../src/features/sound-check';

/** 80 ms: soon enough for captions, few enough messages. */
const BATCH_FRAMES = 8;

class CaptureProcessor extends AudioWorkletProcessor implements AudioWorkletProcessorImpl {
  readonly #frontEnd = new CaptureFrontEnd(sampleRate, BATCH_FRAMES);
  readonly #mixer = new ChannelMixer();
  readonly #meter = new LevelMeter(sampleRate);
  readonly #check = new SoundCheck(sampleRate, this.#mixer);
  #on = false;
  #paused = false;
  #sink: Remote<FrameSink> | null = null;
  #nextFrame: number | null = null;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => {
      this.#obey(data);
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const quantumSamples = outputs[0]?.[0]?.length ?? 0;
    if (!this.#on || this.#paused || quantumSamples === 0) return true;
    this.#nextFrame ??= currentFrame;
    // Quanta that the browser missed become silence, so that times stay true.
    for (; this.#nextFrame < currentFrame; this.#nextFrame += quantumSamples) {
      this.#hear(this.#mixer.mix([], quantumSamples));
    }
    this.#nextFrame += quantumSamples;
    const channels = inputs[0] ?? [];
    const mono = this.#mixer.mix(channels, quantumSamples);
    this.#hear(mono);
    for (const report of this.#meter.push(mono)) this.#tell(report);
    const found = this.#check.push(mono, channels.length);
    if (found !== undefined) this.#tell(found);
    return true;
  }

  #obey(command: CaptureCommand): void {
    switch (command.type) {
      case 'start':
        this.#sink = wrap<FrameSink>(command.sink);
        this.#on = true;
        break;
      case 'check':
        this.#on = true;
        break;
      case 'source-changed':
        this.#mixer.reset();
        this.#check.reset();
        break;
      case 'pause':
        this.#paused = command.paused;
        this.#nextFrame = null;
        break;
      case 'stop':
        void this.#stop();
        break;
    }
  }

  #hear(mono: Float32Array): void {
    if (this.#sink !== null) this.#deliver(this.#sink, this.#frontEnd.push(mono));
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
    this.#on = false;
    if (sink !== null) {
      this.#deliver(sink, this.#frontEnd.flush());
      await sink.end();
      sink[releaseProxy]();
    }
    this.#tell({ type: 'ended' });
  }

  #tell(message: CaptureMessage): void {
    this.port.postMessage(message);
  }
}

registerProcessor('capture', CaptureProcessor);
