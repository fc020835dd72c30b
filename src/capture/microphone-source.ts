import type { MicrophoneDevice, SourceNews } from '../contract/audio-source';
import { CaptureFailure, captureFailure } from './capture-failure';
import type { CaptureNode } from './capture-node';
import type { LiveSource } from './live-source';
import { defaultGroup, labelOf, listMicrophones, onDeviceChange } from './microphone-list';

/** A device that was unplugged is still named for a moment: the next one is asked for so often, */
const ATTEMPTS = 4;
/** and so far apart. */
const ATTEMPT_MS = 250;

export interface MicrophoneListener {
  readonly onNews: (news: SourceNews) => void;
  /** Name of the device in use, each time that it may have changed. */
  readonly onInUse: (label: string) => void;
}

/**
 * The microphone that the person chose, or the system's default while that one is away. The device may change while
 * captions run: one that is unplugged gives way to the default, one that comes back is taken again, and a new choice
 * is followed at once.
 */
export class MicrophoneSource implements LiveSource {
  #node: CaptureNode | null = null;
  /** Name of the device in use. */
  #label = '';
  /** Id of the device in use; '' for the system's default. */
  #usedId = '';
  #defaultGroup: string | undefined;
  /** One change of device after the other. */
  #changes: Promise<void> = Promise.resolve();

  /** @param wanted the id '' stands for the system's default. */
  constructor(
    private wanted: MicrophoneDevice,
    private readonly listener: MicrophoneListener,
  ) {}

  async open(): Promise<MediaStream> {
    if (!isSecureContext) throw new Error('A microphone needs a page from https or from this computer.');
    const stream = await this.#openWanted();
    if (this.#usedId !== this.wanted.id) {
      this.listener.onNews({ type: 'microphone-absent', wanted: this.wanted.label, now: this.#label });
    }
    return stream;
  }

  follow(node: CaptureNode): () => void {
    this.#node = node;
    node.onTrackEnded = () => {
      this.#change(() => this.#replaceLost(node));
    };
    void defaultGroup().then((group) => (this.#defaultGroup = group));
    const unwatch = onDeviceChange(() => {
      this.#change(() => this.#followDevices(node));
    });
    return () => {
      // Another node may have taken over.
      if (this.#node === node) this.#node = null;
      unwatch();
    };
  }

  /** Goes over to another device, at once where captions run. */
  choose(wanted: MicrophoneDevice): void {
    this.wanted = wanted;
    const node = this.#node;
    if (node === null) return;
    this.#change(async () => {
      node.use(await this.#openWanted());
    });
  }

  /** A change that fails leaves the device in use as it is. */
  #change(change: () => Promise<void>): void {
    this.#changes = this.#changes
      .then(async () => {
        if (this.#node !== null) await change();
      })
      .catch(() => undefined);
  }

  async #replaceLost(node: CaptureNode): Promise<void> {
    const before = this.#label;
    for (let attempt = 1; ; attempt++) {
      try {
        node.use(await this.#open(''));
        this.listener.onNews({ type: 'microphone-lost', before, now: this.#label });
        return;
      } catch (error) {
        if (attempt === ATTEMPTS) {
          node.end(captureFailure(error));
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, ATTEMPT_MS));
      }
    }
  }

  async #followDevices(node: CaptureNode): Promise<void> {
    const group = await defaultGroup();
    const otherDefault = group !== undefined && group !== this.#defaultGroup;
    this.#defaultGroup = group;
    const { id } = this.wanted;
    const isBack = id !== this.#usedId && (await listMicrophones()).some((device) => device.id === id);
    if (!isBack && !(this.#usedId === '' && otherDefault)) return;
    node.use(await this.#openWanted());
    this.listener.onNews({ type: 'microphone-changed', now: this.#label });
  }

  async #openWanted(): Promise<MediaStream> {
    const { id } = this.wanted;
    if (id === '') return this.#open('');
    try {
      return await this.#open(id);
    } catch (error) {
      const isAway = error instanceof Error && ['OverconstrainedError', 'NotFoundError'].includes(error.name);
      if (!isAway) throw error;
      return this.#open('');
    }
  }

  async #open(id: string): Promise<MediaStream> {
    // The filters for calls cost words. No channelCount: a browser that mixes down to one channel halves the level of
    // a stereo device with an empty side.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: id === '' ? audio : { ...audio, deviceId: { exact: id } },
    });
    if (stream.getAudioTracks().length === 0)
      throw new CaptureFailure('microphone-missing', 'No track came.');
    this.#usedId = id;
    this.#label = labelOf(stream);
    this.listener.onInUse(this.#label);
    return stream;
  }
}
