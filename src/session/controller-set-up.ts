import { vi } from 'vitest';
import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import { Deferred } from './deferred';
import { FakeRecognizer } from './fake-recognizer';
import type { OpenedMicrophone } from './live-captions';
import { SessionController } from './session-controller';
import { initialState } from './session-state';
import { SessionStore } from './session-store';

/** A controller on fakes, with its store; the microphone opens at once unless the test replaces `opened`. */
export function setUp(secondLook = true) {
  const recognizer = new FakeRecognizer();
  const store = new SessionStore(initialState('auto', secondLook));
  const stop = vi.fn(() => Promise.resolve());
  const redirect = vi.fn();
  const handle: OpenedMicrophone = { stop, redirect, takeStream: () => null };
  const microphone = {
    handle,
    stop,
    redirect,
    opened: new Deferred<Outcome<OpenedMicrophone>>(),
    report: (_report: CaptureReport): void => undefined,
    lose: (_failure: Failure): void => undefined,
  };
  microphone.opened.resolve({ ok: true, value: handle });
  let ids = 0;
  const session = new SessionController({
    recognizer,
    openMicrophone: (_sink, onReport, onLost) => {
      recognizer.calls.push('openMicrophone');
      microphone.report = onReport;
      microphone.lose = onLost;
      return microphone.opened.promise;
    },
    modelsUrl: 'https://example.test/models/',
    store,
    nowMs: () => 1000,
    newSourceId: () => `source-${String((ids += 1))}`,
    onLevel: () => undefined,
  });
  recognizer.lost = () => {
    session.recognizerLost();
  };
  return { recognizer, store, microphone, session };
}

export const fileNamed = (name: string): File => new File(['x'], name);
export const kind = (store: SessionStore): string => store.state.activity.kind;
export const texts = (store: SessionStore): string[] =>
  store.transcript.sources.flatMap((source) => source.track.segments.map((segment) => segment.text));
