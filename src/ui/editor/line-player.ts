import type { CaptionSource } from '../../captions/transcript';
import type { Segment } from '../../contract/transcript';

/** Plays the sound of some lines; the time of its media is that of their source. */
export interface LinePlayer {
  /** Undefined while it has nothing to play with. */
  readonly media: HTMLMediaElement | undefined;
  /** What its media plays; undefined while that is nothing. */
  readonly sound: Blob | undefined;
  /** Whether it has the sound of this line. */
  has(source: CaptionSource, line: Segment): boolean;
  /** Whether the sound in its media is that of this line. */
  isLoaded(source: CaptionSource, line: Segment): boolean;
  /** Brings the sound of a line it has into its media, and itself on the page; false where that fails, which it says. */
  load(source: CaptionSource, line: Segment): Promise<boolean>;
}
