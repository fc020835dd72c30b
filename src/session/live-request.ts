import type { SourceKind } from '../contract/audio-source';
import type { SourceChoice } from './sound-state';

/** What a run of live captions listens to. */
export type LiveRequest =
  | { readonly kind: SourceChoice }
  /** An audio or video element, as it plays. */
  | { readonly kind: 'media'; readonly element: HTMLMediaElement; readonly name: string };

/** The sources that a request opens; what belongs to the person's own voice comes first. */
export function kindsOf({ kind }: LiveRequest): readonly SourceKind[] {
  return kind === 'both' ? ['microphone', 'tab'] : [kind];
}
