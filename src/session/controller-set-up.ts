import { vi } from 'vitest';
import type { InputRequest } from '../capture/sound-inputs';
import type { CaptureHandle } from '../capture/start-capture';
import type { CaptureReport } from '../contract/capture-messages';
import type { DecodedSound } from '../contract/decoded-sound';
import type { Failure, Outcome } from '../contract/errors';
import { Deferred } from './deferred';
import { FakeRecognizer } from './fake-recognizer';
import { SessionController } from './session-controller';
import { initialState } from './session-state';
import { SessionStore } from './session-store';

/** Unique across visits, as the page's are. */
let ids = 0;

/** A controller on fakes, with its store; the microphone opens at once unless the test replaces `opened`. */
export function setUp(secondLook = true) {
  const recognizer = new FakeRecognizer();
  const store = new SessionStore(initialState('auto', secondLook));
  const stop = vi.fn(() => Promise.resolve());
  const redirect = vi.fn();
  const handle: CaptureHandle = {
    stop,
    get delivered() {
      return microphone.delivered;
    },
    redirect,
    takeStream: () => null,
  };
  const microphone = {
    handle,
    stop,
    redirect,
    delivered: Promise.resolve(),
    opened: new Deferred<Outcome<CaptureHandle>>(),
    report: (_report: CaptureReport): void => undefined,
    lose: (_failure: Failure | null): void => undefined,
    /** Kinds and ends of the sources that were asked for last. */
    inputs: [] as readonly InputRequest[],
  };
  microphone.opened.resolve({ ok: true, value: handle });
  const clock = { nowMs: 1000 };
  /** What the page's own decoding gives. */
  const decoded: { outcome: Outcome<DecodedSound> } = {
    outcome: { ok: false, failure: { code: 'file-unreadable', message: 'No.' } },
  };
  const session = new SessionController({
    recognizer,
    openSources: async (inputs) => {
      recognizer.calls.push(`open ${inputs.map(({ kind }) => kind).join(' ')}`);
      microphone.inputs = inputs;
      microphone.report = inputs[0]?.onReport ?? microphone.report;
      microphone.lose = inputs[0]?.onEnded ?? microphone.lose;
      const opened = await microphone.opened.promise;
      return opened.ok ? { ok: true, value: inputs.map(() => opened.value) } : opened;
    },
    modelsUrl: 'https://example.test/models/',
    store,
    nowMs: () => clock.nowMs,
    newSourceId: () => `source-${String((ids += 1))}`,
    decodeWhole: () => Promise.resolve(decoded.outcome),
    onLevel: () => undefined,
    onSound: () => undefined,
  });
  recognizer.lost = () => {
    session.recognizerLost();
  };
  const failOpening = (failure: Failure): void => {
    microphone.opened = new Deferred();
    microphone.opened.resolve({ ok: false, failure });
  };
  return { recognizer, store, microphone, session, clock, failOpening, decoded };
}

export const fileNamed = (name: string): File => new File(['x'], name);
export const kind = (store: SessionStore): string => store.state.activity.kind;
export const texts = (store: SessionStore): string[] =>
  store.transcript.sources.flatMap((source) => source.track.segments.map((segment) => segment.text));
