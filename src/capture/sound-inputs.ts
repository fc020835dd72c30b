import type { MicrophoneDevice, SourceKind, SourceNews } from '../contract/audio-source';
import type { CaptureReport } from '../contract/capture-messages';
import type { Failure, Outcome } from '../contract/errors';
import type { LiveSource } from './live-source';
import { MediaSource } from './media-source';
import { listMicrophones, onDeviceChange } from './microphone-list';
import { MicrophoneSource } from './microphone-source';
import { startCapture, type CaptureHandle, type Continuation } from './start-capture';
import { TabSource } from './tab-source';
import { together } from './together';

/** One source to open, and where its frames go. */
export interface InputRequest {
  readonly kind: SourceKind;
  /** null to listen for reports alone. */
  readonly sink: MessagePort | null;
  readonly onReport: (report: CaptureReport) => void;
  /** @param failure null where the source came to its end. */
  readonly onEnded: (failure: Failure | null) => void;
  /** What to listen to, where the kind is 'media'. */
  readonly element?: HTMLMediaElement;
  /** Goes on for one that was lost, with its device where that is still on. */
  readonly continuation?: Continuation;
}

export interface SoundInputsListener {
  readonly onNews: (news: SourceNews) => void;
  readonly onInUse: (label: string) => void;
  readonly onDevices: (devices: readonly MicrophoneDevice[]) => void;
}

/** All that the page can listen to. */
export class SoundInputs {
  #microphone: MicrophoneSource | null = null;

  constructor(
    private wanted: MicrophoneDevice,
    private readonly listener: SoundInputsListener,
  ) {
    onDeviceChange(() => void this.#list());
    void this.#list();
  }

  /**
   * Opens sources that begin at the same moment, so that their times are of one clock. If one of them cannot be had,
   * none is opened. Must be called in a person's gesture.
   *
   * @returns a handle for each, in their order.
   */
  async start(requests: readonly InputRequest[]): Promise<Outcome<readonly CaptureHandle[]>> {
    const sources = together(requests.map((request) => this.#source(request)));
    const outcomes = await Promise.all(
      requests.map(({ sink, onReport, onEnded, continuation }, index) =>
        startCapture(sources[index] as LiveSource, sink, onReport, onEnded, continuation),
      ),
    );
    void this.#list();
    const handles = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    const failed = outcomes.find((outcome) => !outcome.ok);
    if (failed === undefined) return { ok: true, value: handles };
    await Promise.all(handles.map((handle) => handle.stop()));
    return failed;
  }

  /** Goes over to another microphone, at once where one is on. */
  choose(device: MicrophoneDevice): void {
    this.wanted = device;
    this.#microphone?.choose(device);
  }

  #source({ kind, element, continuation }: InputRequest): LiveSource {
    if (kind === 'tab') return new TabSource(this.listener.onNews);
    if (element !== undefined) return new MediaSource(element);
    // One that goes on knows which device it has.
    if (continuation === undefined || this.#microphone === null) {
      this.#microphone = new MicrophoneSource(this.wanted, this.listener);
    }
    return this.#microphone;
  }

  async #list(): Promise<void> {
    this.listener.onDevices(await listMicrophones());
  }
}
