/** Functions that run inside the page before the app does. Each stands alone: it is sent there as text. */
import type { RecognizerEvent } from '../../src/contract/recognizer-api';

export interface HeardEvent {
  readonly timeMs: number;
  /** When the page painted next. */
  shownMs: number;
  readonly event: RecognizerEvent;
}

export interface Heard {
  /** What the recognizer told the page, and when it came, in the page's time. */
  readonly events: HeardEvent[];
  /** The page's time when the first sample of the stream was captured. */
  streamStartMs: number;
}

/** When an utterance was played, in the page's time. */
export interface Played {
  readonly startMs: number;
  readonly lastSoundMs: number;
}

declare global {
  interface Window {
    heard?: Heard;
    microphonePlayed?: Promise<Played[]>;
  }
}

/** Notes the recognizer's events, and by the worklet's regular reports when its stream began. */
export function listenIn(): void {
  /** The worklet reports so often on its stream. */
  const reportMs = 1000 / 15;
  const heard: Heard = { events: [], streamStartMs: Infinity };
  window.heard = heard;
  const isCall = (data: unknown): data is { argumentList: { value?: RecognizerEvent }[] } =>
    typeof data === 'object' && data !== null && 'argumentList' in data;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- every call names its port
  const listen = MessagePort.prototype.addEventListener;
  MessagePort.prototype.addEventListener = function (this: MessagePort, ...given: Parameters<typeof listen>) {
    // Comlink's end of the listener that the page gave to the recognizer.
    listen.call(this, 'message', (message) => {
      const data: unknown = message instanceof MessageEvent ? message.data : undefined;
      const event = isCall(data) ? data.argumentList[0]?.value : undefined;
      if (typeof event !== 'object' || !('type' in event)) return;
      const entry = { timeMs: performance.now(), shownMs: Infinity, event };
      heard.events.push(entry);
      requestAnimationFrame(() => {
        entry.shownMs = performance.now();
      });
    });
    listen.apply(this, given);
  };
  window.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(...given: ConstructorParameters<typeof AudioWorkletNode>) {
      super(...given);
      let reports = 0;
      listen.call(this.port, 'message', (message) => {
        const data: unknown = message instanceof MessageEvent ? message.data : undefined;
        if (typeof data !== 'object' || data === null || !('rmsDb' in data)) return;
        reports += 1;
        // The report that was least delayed tells.
        heard.streamStartMs = Math.min(heard.streamStartMs, performance.now() - reports * reportMs);
      });
    }
  };
}

/** Puts a player of these clips in place of the microphone. */
export function playAsMicrophone(urls: readonly string[]): void {
  const pauseS = 2.5;
  /** Softer than the loudest of a clip's blocks by so much: no speech any more. */
  const silentDb = -40;
  const blockS = 0.02;
  /** A microphone is never quite silent. Root mean square, relative to full scale. */
  const noiseDb = -58;
  const noise = (context: AudioContext): AudioBufferSourceNode => {
    const buffer = context.createBuffer(1, context.sampleRate, context.sampleRate);
    const samples = buffer.getChannelData(0);
    for (const index of samples.keys())
      samples[index] = Math.sqrt(12) * (Math.random() - 0.5) * 10 ** (noiseDb / 20);
    return new AudioBufferSourceNode(context, { buffer, loop: true });
  };
  const lastSoundS = (clip: AudioBuffer): number => {
    const samples = clip.getChannelData(0);
    const block = Math.round(blockS * clip.sampleRate);
    const levels = Array.from({ length: Math.floor(samples.length / block) }, (_, index) =>
      samples.subarray(index * block, (index + 1) * block).reduce((sum, value) => sum + value * value, 0),
    );
    const floor = Math.max(...levels) * 10 ** (silentDb / 10);
    return (levels.findLastIndex((level) => level > floor) + 1) * blockS;
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const decoded = new Map<string, Promise<AudioBuffer>>();
    const clipAt = (url: string): Promise<AudioBuffer> => {
      const known = decoded.get(url);
      if (known !== undefined) return known;
      const clip = fetch(url).then(async (answer) => context.decodeAudioData(await answer.arrayBuffer()));
      decoded.set(url, clip);
      return clip;
    };
    const clips = await Promise.all(urls.map(clipAt));
    await context.resume();
    const out = context.createMediaStreamDestination();
    const background = noise(context);
    background.connect(out);
    background.start();
    const zeroMs = performance.now() - 1000 * context.currentTime;
    let startS = context.currentTime + pauseS;
    const played: Played[] = [];
    for (const clip of clips) {
      const source = new AudioBufferSourceNode(context, { buffer: clip });
      source.connect(out);
      source.start(startS);
      played.push({
        startMs: zeroMs + 1000 * startS,
        lastSoundMs: zeroMs + 1000 * (startS + lastSoundS(clip)),
      });
      startS += clip.duration + pauseS;
    }
    window.microphonePlayed = new Promise((resolve) => {
      setTimeout(
        () => {
          resolve(played);
        },
        1000 * (startS - context.currentTime),
      );
    });
    return out.stream;
  };
}
