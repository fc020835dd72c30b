import type { SourceNews } from '../contract/audio-source';
import { CaptureFailure } from './capture-failure';
import type { CaptureNode } from './capture-node';
import type { LiveSource } from './live-source';

/** Members of W3C Screen Capture that TypeScript's library does not know yet. */
interface TabOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include';
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
}

const OPTIONS: TabOptions = {
  // Browsers share no sound without a picture; the picture is thrown away at once.
  video: true,
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  systemAudio: 'include',
  // Captions of the page's own player need no sharing.
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
};

/** Whether this browser can share anything at all; phones cannot. */
export function canShareTabs(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** The sound of another tab, or of the whole system, as the person chooses in the browser's own dialog. */
export class TabSource implements LiveSource {
  constructor(private readonly onNews: (news: SourceNews) => void) {}

  async open(): Promise<MediaStream> {
    if (!canShareTabs()) throw new CaptureFailure('tab-unsupported', 'This browser shares no tabs.');
    const shared = await navigator.mediaDevices.getDisplayMedia(OPTIONS).catch((error: unknown) => {
      throw tabFailure(error);
    });
    for (const track of shared.getVideoTracks()) track.stop();
    const tracks = shared.getAudioTracks();
    if (tracks.length === 0) throw new CaptureFailure('tab-no-sound', 'What was shared came without sound.');
    return new MediaStream(tracks);
  }

  follow(node: CaptureNode): () => void {
    node.onTrackEnded = () => {
      this.onNews({ type: 'tab-ended' });
      node.end(null);
    };
    return () => undefined;
  }
}

function tabFailure(error: unknown): CaptureFailure {
  if (!(error instanceof Error)) return new CaptureFailure('tab-unsupported', String(error));
  const code = error.name === 'NotAllowedError' ? 'tab-denied' : 'tab-unsupported';
  return new CaptureFailure(code, `${error.name}: ${error.message}`);
}
