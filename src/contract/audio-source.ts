/** Where the sound of a live stream comes from: a microphone, a shared tab or screen, a player on the page. */
export const SOURCE_KINDS = ['microphone', 'tab', 'media'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** An input device, as the browser names it. The id '' stands for the system's default. */
export interface MicrophoneDevice {
  readonly id: string;
  /** '' before the person has allowed the microphone. */
  readonly label: string;
}

/** What is wrong with the sound of a microphone, or odd about it. */
export type SoundFinding =
  /** Nothing but zeros. */
  | { readonly kind: 'no-signal' }
  /** Speech is there, at this level. */
  | { readonly kind: 'too-quiet'; readonly speechDb: number }
  | { readonly kind: 'clipping' }
  /** Nothing above that frequency. 3500 costs words, 7000 next to none. */
  | { readonly kind: 'narrow-band'; readonly upToHz: 3500 | 7000 }
  /** One side of a stereo device has no sound; the other one is used alone. */
  | { readonly kind: 'empty-channel'; readonly empty: 'left' | 'right' };

/** Something that happened to the sources while they were in use. */
export type SourceNews =
  /** The chosen microphone was not there at the start. */
  | { readonly type: 'microphone-absent'; readonly wanted: string; readonly now: string }
  /** The microphone went away in mid-session, and another one took over. */
  | { readonly type: 'microphone-lost'; readonly before: string; readonly now: string }
  /** The chosen microphone is back, or the system's default is another one now. */
  | { readonly type: 'microphone-changed'; readonly now: string }
  /** What was shared is shared no longer; other sources go on. */
  | { readonly type: 'tab-ended' };
