import type { CaptureNode } from './capture-node';

/** Something whose sound can be captured. */
export interface LiveSource {
  /**
   * Asks for its sound. Called in a person's gesture, before any await.
   *
   * @throws Error or DOMException; microphoneFailure() and the like tell what to say of it.
   */
  open(): Promise<MediaStream>;
  /**
   * Capture has begun: from here on the source looks after the node, as when a device goes away.
   *
   * @returns ends that.
   */
  follow(node: CaptureNode): () => void;
}
