import { CaptureFailure } from './capture-failure';
import type { CaptureNode } from './capture-node';
import type { LiveSource } from './live-source';

/** Not in TypeScript's library: not every browser has it. */
interface Capturable {
  captureStream?(): MediaStream;
}

/**
 * Sound of an audio or video element as it plays; it stays audible. While it is paused no time passes in the captions,
 * and its end ends them.
 */
export class MediaSource implements LiveSource {
  constructor(private readonly element: HTMLMediaElement) {}

  async open(): Promise<MediaStream> {
    await loaded(this.element);
    const capture =
      (this.element as Capturable).captureStream?.bind(this.element) ?? throughGraph(this.element);
    const tracks = capture().getAudioTracks();
    if (tracks.length === 0) throw new CaptureFailure('file-no-audio', 'The media has no sound track.');
    // A stream that holds the sound alone: stopping it does not stop the element.
    return new MediaStream(tracks.map((track) => track.clone()));
  }

  follow(node: CaptureNode): () => void {
    const { element } = this;
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const pause = (): void => {
      node.pause(true);
    };
    const goOn = (): void => {
      node.pause(false);
    };
    for (const type of ['pause', 'waiting', 'seeking']) element.addEventListener(type, pause, options);
    element.addEventListener('playing', goOn, options);
    element.addEventListener('ended', () => node.end(null), options);
    element.addEventListener('emptied', () => node.end(null), options);
    node.onTrackEnded = () => node.end(null);
    node.pause(element.paused);
    return () => {
      listening.abort();
    };
  }
}

/** Resolves once it is known whether the element has sound. @throws CaptureFailure where it cannot be played. */
async function loaded(element: HTMLMediaElement): Promise<void> {
  if (element.error === null && element.readyState < HTMLMediaElement.HAVE_METADATA) {
    await new Promise((resolve) => {
      element.addEventListener('loadedmetadata', resolve, { once: true });
      element.addEventListener('error', resolve, { once: true });
    });
  }
  if (element.error !== null) throw new CaptureFailure('file-unreadable', element.error.message);
}

/** Elements whose sound was led through a graph: that cannot be undone, nor done twice. */
const streams = new WeakMap<HTMLMediaElement, MediaStream>();

/** For browsers without captureStream(): the graph stays open, or the element would be silent from then on. */
function throughGraph(element: HTMLMediaElement): () => MediaStream {
  return () => {
    const known = streams.get(element);
    if (known !== undefined) return known;
    const context = new AudioContext();
    const source = context.createMediaElementSource(element);
    const target = context.createMediaStreamDestination();
    source.connect(context.destination);
    source.connect(target);
    void context.resume();
    streams.set(element, target.stream);
    return target.stream;
  };
}
