import { wrap, type Remote } from 'comlink';
import type { CaptureCommand, CaptureMessage, FrameBatch, LiveSink } from '../src/contract/capture-messages';
import { HOP_MS } from '../src/features/audio-format';
import { AnswerWatch } from '../src/features/answer-watch';
import { CaptureFrontEnd } from '../src/features/capture-front-end';
import { ChannelMixer } from '../src/features/channel-mixer';
import { KeptBatches } from '../src/features/kept-batches';
import { LevelMeter } from '../src/features/level-meter';
import { LostTime } from '../src/features/lost-time';
import { SoundCheck } from '../src/features/sound-check';

/** 80 ms: soon enough for captions, few enough messages. */
const BATCH_FRAMES = 8;

class CaptureProcessor extends AudioWorkletProcessor implements AudioWorkletProcessorImpl {
  readonly #frontEnd = new CaptureFrontEnd(sampleRate, BATCH_FRAMES);
  readonly #mixer = new ChannelMixer();
  readonly #meter = new LevelMeter(sampleRate);
  readonly #check = new SoundCheck(sampleRate, this.#mixer);
  readonly #kept = new KeptBatches();
  readonly #lostTime = new LostTime(sampleRate);
  readonly #answers = new AnswerWatch();
  #on = false;
  #paused = false;
  /** null while it listens for reports alone. */
  #sink: Remote<LiveSink> | null = null;
  #sinkPort: MessagePort | null = null;
  #nextFrame: number | null = null;
  /** Of the stream's frames, the first that is captured here: another worklet may have captured those before. */
  #firstFrame = 0;

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
    // What the browser missed becomes silence, so that times stay true.
    const missedSamples = Math.max(0, currentFrame - this.#nextFrame);
    const lostSamples = this.#lostTime.note(Date.now(), missedSamples + quantumSamples);
    this.#miss(missedSamples + lostSamples);
    this.#nextFrame = currentFrame + quantumSamples;
    const channels = inputs[0] ?? [];
    const mono = this.#mixer.mix(channels, quantumSamples);
    this.#hear(mono);
    for (const report of this.#meter.push(mono)) this.#tell(report);
    const found = this.#check.push(mono, channels.length);
    if (found !== undefined) this.#tell(found);
    const unanswered = this.#answers.pass((1000 * quantumSamples) / sampleRate);
    if (unanswered !== undefined) this.#tell(unanswered);
    return true;
  }

  #obey(command: CaptureCommand): void {
    switch (command.type) {
      case 'start':
        this.#firstFrame = Math.round(command.startMs / HOP_MS);
        this.#take(command.sink);
        this.#on = true;
        break;
      case 'check':
        this.#on = true;
        break;
      case 'redirect':
        this.#redirect(command.sink);
        break;
      case 'gap':
        this.#miss(Math.round((command.gapMs / 1000) * sampleRate));
        // It is accounted for.
        this.#lostTime.reset();
        break;
      case 'source-changed':
        this.#mixer.reset();
        this.#check.reset();
        break;
      case 'pause':
        this.#paused = command.paused;
        this.#nextFrame = null;
        this.#lostTime.reset();
        break;
      case 'stop':
        this.#stop();
        break;
    }
  }

  #take(sink: MessagePort): Remote<LiveSink> {
    this.#sinkPort = sink;
    return (this.#sink = wrap<LiveSink>(sink));
  }

  /** The recognizer before is gone: another one gets all that it had not written. */
  #redirect(sink: MessagePort): void {
    const next = this.#take(sink);
    this.#answers.reset();
    for (const batch of this.#kept.all) this.#send(next, batch);
  }

  /** So much sound never came. */
  #miss(samples: number): void {
    if (samples === 0) return;
    const silence = new Float32Array(samples);
    this.#hear(silence);
    this.#meter.push(silence);
  }

  #hear(mono: Float32Array): void {
    if (this.#sink !== null) this.#deliver(this.#sink, this.#frontEnd.push(mono));
  }

  #deliver(sink: Remote<LiveSink>, batches: FrameBatch[]): void {
    for (const batch of batches) {
      const numbered = { ...batch, firstFrame: this.#firstFrame + batch.firstFrame };
      this.#kept.add(numbered);
      this.#send(sink, numbered);
    }
  }

  /** Copied, not transferred: it may have to be sent again. */
  #send(sink: Remote<LiveSink>, batch: FrameBatch): void {
    this.#answers.sent();
    sink.push(batch).then(
      (neededFrame) => {
        if (sink !== this.#sink) return;
        this.#answers.answered();
        this.#kept.dropBefore(neededFrame);
      },
      () => undefined,
    );
  }

  /** The page waits for the sink: the engine of this one can be closed at once. */
  #stop(): void {
    this.#on = false;
    if (this.#sink !== null) this.#deliver(this.#sink, this.#frontEnd.flush());
    const sink = this.#sinkPort;
    this.#sink = null;
    this.#sinkPort = null;
    this.#tell({ type: 'rest', batches: this.#kept.ends(), sink }, sink === null ? [] : [sink]);
  }

  #tell(message: CaptureMessage, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

registerProcessor('capture', CaptureProcessor);
