import type { CaptureHandle } from '../capture/start-capture';
import { isFree } from './activity';
import type { OpenSources } from './live-input';
import type { SessionStore } from './session-store';

export interface MicrophoneCheckDeps {
  readonly openSources: OpenSources;
  readonly store: SessionStore;
  readonly onLevel: (rmsDb: number) => void;
}

/** A microphone that is on to be looked at, without captions. While captions run they tell as much. */
export class MicrophoneCheck {
  #opened: readonly CaptureHandle[] = [];
  /** Which request is the newest: one that is overtaken closes what it opened. */
  #request = 0;

  constructor(private readonly deps: MicrophoneCheckDeps) {}

  /** Must be called in a person's gesture. */
  async start(): Promise<void> {
    const { store, openSources, onLevel } = this.deps;
    if (!isFree(store.state.activity) || store.state.sound.check !== 'off') return;
    const request = (this.#request += 1);
    store.dispatch({ type: 'sound', event: { type: 'check', state: 'opening' } });
    const opened = await openSources([
      {
        kind: 'microphone',
        sink: null,
        onReport: (report) => {
          if (report.type === 'level') onLevel(report.rmsDb);
          else if (report.type === 'check') {
            const { speechHeard, findings } = report;
            store.dispatch({ type: 'sound', event: { type: 'found', speechHeard, findings } });
          }
        },
        onEnded: (failure) => {
          void this.stop();
          if (failure !== null) store.dispatch({ type: 'sound', event: { type: 'check-failed', failure } });
        },
      },
    ]);
    if (request !== this.#request) {
      if (opened.ok) await stopAll(opened.value);
      return;
    }
    if (!opened.ok) {
      store.dispatch({ type: 'sound', event: { type: 'check-failed', failure: opened.failure } });
      return;
    }
    this.#opened = opened.value;
    store.dispatch({ type: 'sound', event: { type: 'check', state: 'on' } });
  }

  async stop(): Promise<void> {
    const { store } = this.deps;
    this.#request += 1;
    const opened = this.#opened;
    this.#opened = [];
    if (store.state.sound.check !== 'off') {
      store.dispatch({ type: 'sound', event: { type: 'check', state: 'off' } });
    }
    await stopAll(opened);
  }
}

async function stopAll(handles: readonly CaptureHandle[]): Promise<void> {
  await Promise.all(handles.map((handle) => handle.stop()));
}
