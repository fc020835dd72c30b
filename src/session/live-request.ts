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

/** Of what has no name of its own; the page writes its own, in its language. */
const ENGLISH_NAMES = { microphone: 'Microphone', tab: 'Shared sound', both: 'Microphone and shared sound' };

export function nameOf(request: LiveRequest): string {
  return request.kind === 'media' ? request.name : ENGLISH_NAMES[request.kind];
}
