import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureCommand, CaptureMessage } from '../contract/capture-messages';
import type { Failure } from '../contract/errors';
import { MicrophoneSource } from './microphone-source';
import { startCapture, type CaptureHandle } from './start-capture';

vi.mock('../../workers/capture.worklet.ts?worker&url', () => ({ default: 'capture.worklet.js' }));

class FakeTrack {
  readonly label = 'Desk microphone';
  readonly readyState = 'live';
  onended: (() => void) | null = null;
  readonly stop = vi.fn();
}

class FakeWorkletNode {
  static last: FakeWorkletNode;
  readonly commands: CaptureCommand[] = [];
  readonly port = {
    onmessage: null as ((event: { data: CaptureMessage }) => void) | null,
    postMessage: (command: CaptureCommand, transfer: unknown[]) => {
      this.commands.push(command);
      this.transferred.push(...transfer);
    },
    close: vi.fn(),
  };
  readonly transferred: unknown[] = [];
  readonly disconnect = vi.fn();
  onprocessorerror: (() => void) | null = null;

  constructor() {
    FakeWorkletNode.last = this;
  }

  connect<T>(target: T): T {
    return target;
  }

  tell(message: CaptureMessage): void {
    this.port.onmessage?.({ data: message });
  }
}

class FakeContext {
  static last: FakeContext;
  static resume = (): Promise<void> => Promise.resolve();
  state = 'running';
  readonly destination = {};
  readonly audioWorklet = { addModule: vi.fn(() => Promise.resolve()) };
  readonly resume = vi.fn(() => FakeContext.resume());
  readonly close = vi.fn(() => {
    this.state = 'closed';
    return Promise.resolve();
  });
  readonly createMediaStreamSource = vi.fn((mediaStream: unknown) => ({
    mediaStream,
    connect: <T>(node: T): T => node,
    disconnect: vi.fn(),
  }));

  constructor() {
    FakeContext.last = this;
  }
}

let track: FakeTrack;
const getUserMedia = vi.fn<(constraints: MediaStreamConstraints) => Promise<unknown>>();
const onReport = vi.fn();
const onEnded = vi.fn<(failure: Failure | null) => void>();
const source = () =>
  new MicrophoneSource({ id: '', label: '' }, { onNews: () => undefined, onInUse: () => undefined });
const sinkPort = {} as MessagePort;

beforeEach(() => {
  vi.useFakeTimers();
  track = new FakeTrack();
  getUserMedia.mockResolvedValue({ getTracks: () => [track], getAudioTracks: () => [track] });
  FakeContext.resume = () => Promise.resolve();
  vi.stubGlobal('AudioContext', FakeContext);
  vi.stubGlobal('AudioWorkletNode', FakeWorkletNode);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', {
    mediaDevices: Object.assign(new EventTarget(), {
      getUserMedia,
      enumerateDevices: () => Promise.resolve([]),
    }),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.resetAllMocks();
});

async function startWell(): Promise<CaptureHandle> {
  const outcome = await startCapture(source(), sinkPort, onReport, onEnded);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

describe('startCapture', () => {
  it('asks for unprocessed sound at the default rate, and resumes before it first waits', async () => {
    const starting = startCapture(source(), sinkPort, onReport, onEnded);
    expect(FakeContext.last.resume).toHaveBeenCalledTimes(1);
    await starting;
    expect(getUserMedia).toHaveBeenCalledWith({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  });

  it('hands the port to the worklet and passes its reports on', async () => {
    await startWell();
    expect(FakeWorkletNode.last.commands).toEqual([{ type: 'start', sink: sinkPort, startMs: 0 }]);
    expect(FakeWorkletNode.last.transferred).toEqual([sinkPort]);
    FakeWorkletNode.last.tell({ type: 'silent', silentMs: 3000 });
    expect(onReport).toHaveBeenCalledWith({ type: 'silent', silentMs: 3000 });
  });

  it('goes on for another with its device, without asking again', async () => {
    const before = await startWell();
    const continuation = { before, startMs: () => 4_000 };
    const outcome = await startCapture(source(), sinkPort, onReport, onEnded, continuation);
    void before.stop();
    expect(outcome.ok).toBe(true);
    expect(getUserMedia).toHaveBeenCalledTimes(1);
    expect(track.stop).not.toHaveBeenCalled();
    expect(FakeWorkletNode.last.commands).toEqual([{ type: 'start', sink: sinkPort, startMs: 4_000 }]);
  });

  it.each([
    ['NotAllowedError', 'microphone-denied'],
    ['NotFoundError', 'microphone-missing'],
    ['NotReadableError', 'microphone-failed'],
  ])('turns %s into %s and closes the context', async (name, code) => {
    getUserMedia.mockRejectedValue(new DOMException('no', name));
    expect(await startCapture(source(), sinkPort, onReport, onEnded)).toMatchObject({
      ok: false,
      failure: { code },
    });
    expect(FakeContext.last.close).toHaveBeenCalledTimes(1);
  });

  it('fails where the page may not use a microphone at all', async () => {
    vi.stubGlobal('isSecureContext', false);
    const outcome = await startCapture(source(), sinkPort, onReport, onEnded);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'microphone-failed' } });
  });

  it('gives the microphone back when the sound engine does not start', async () => {
    FakeContext.resume = () => new Promise(() => undefined);
    const starting = startCapture(source(), sinkPort, onReport, onEnded);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await starting).toMatchObject({ ok: false, failure: { code: 'microphone-failed' } });
    expect(track.stop).toHaveBeenCalled();
    expect(FakeContext.last.state).toBe('closed');
  });

  it.each([
    ['the device goes and there is no other', () => track.onended?.()],
    ['the worklet breaks', () => FakeWorkletNode.last.onprocessorerror?.()],
  ])('tells once when %s', async (_case, happen) => {
    await startWell();
    getUserMedia.mockRejectedValue(new Error('gone'));
    happen();
    happen();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onEnded).toHaveBeenCalledTimes(1);
    expect(onEnded.mock.calls[0]?.[0]?.code).toBe('microphone-failed');
  });
});

describe('stop', () => {
  it('switches the microphone off at once but waits for the last frames, and works twice', async () => {
    const handle = await startWell();
    const stops = Promise.all([handle.stop(), handle.stop()]);
    expect(track.stop).toHaveBeenCalled();
    expect(FakeWorkletNode.last.commands.map(({ type }) => type)).toEqual(['start', 'stop']);
    await vi.advanceTimersByTimeAsync(100);
    expect(FakeContext.last.state).toBe('running');
    FakeWorkletNode.last.tell({ type: 'rest', batches: [], sink: null });
    await stops;
    expect(FakeContext.last.state).toBe('closed');
    expect(FakeContext.last.close).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['running', 10_000],
    ['suspended', 2_000],
  ])('releases everything even when the worklet never answers, %s', async (state, afterMs) => {
    const handle = await startWell();
    FakeContext.last.state = state;
    const stopped = handle.stop();
    await vi.advanceTimersByTimeAsync(afterMs - 1);
    expect(FakeContext.last.state).toBe(state);
    await vi.advanceTimersByTimeAsync(1);
    await stopped;
    expect(FakeContext.last.state).toBe('closed');
  });

  it('does not wait for a sink that is busy, and tells when that has the end', async () => {
    const handle = await startWell();
    const { port1, port2 } = new MessageChannel();
    const stopped = handle.stop();
    FakeWorkletNode.last.tell({ type: 'rest', batches: [], sink: port1 });
    await stopped;
    expect(FakeContext.last.state).toBe('closed');
    const delivered = vi.fn();
    void handle.delivered.then(delivered);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(delivered).not.toHaveBeenCalled();
    const end = vi.fn();
    expose({ end }, port2);
    await handle.delivered;
    expect(end).toHaveBeenCalledOnce();
    port2.close();
  });

  it('reports nothing any more', async () => {
    const handle = await startWell();
    const stopped = handle.stop();
    track.onended?.();
    FakeWorkletNode.last.tell({ type: 'level', rmsDb: -20, peakDb: -10, capturedMs: 66 });
    FakeWorkletNode.last.tell({ type: 'rest', batches: [], sink: null });
    await stopped;
    expect(onEnded).not.toHaveBeenCalled();
    expect(onReport).not.toHaveBeenCalled();
  });
});
