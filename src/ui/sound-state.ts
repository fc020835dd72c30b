import type { MicrophoneDevice, SoundFinding, SourceKind, SourceNews } from '../contract/audio-source';
import type { Failure } from '../contract/errors';

/** What Start captions listens to. */
export const SOURCE_CHOICES = ['microphone', 'tab', 'both'] as const;
export type SourceChoice = (typeof SOURCE_CHOICES)[number];

/** The sources, as the page draws them; see PageState for how it comes by this shape. */
export interface SoundShown {
  readonly choice: SourceChoice;
  /** The id '' stands for the system's default. */
  readonly device: MicrophoneDevice;
  readonly devices: readonly MicrophoneDevice[];
  readonly inUse: string;
  readonly check: 'off' | 'opening' | 'on';
  readonly checkFailure: Failure | null;
  readonly speechHeard: boolean;
  readonly findings: readonly SoundFinding[];
  /** `device kind` of what was read already. */
  readonly dismissed: readonly string[];
  readonly news: SourceNews | null;
  readonly lost: { readonly kind: SourceKind; readonly failure: Failure } | null;
  readonly keep: boolean;
  readonly keepFailure: 'full' | 'failed' | null;
  readonly keptChanges: number;
}

/** What the person can ask for. */
export interface SoundIntents {
  chooseSource(choice: SourceChoice): void;
  chooseDevice(device: MicrophoneDevice): void;
  startCheck(): void;
  stopCheck(): void;
  /** Live captions of a player, as it plays. */
  captionMedia(element: HTMLMediaElement, name: string): void;
  keepSound(keep: boolean): void;
  dismissKeepFailure(): void;
  dismissFinding(kind: SoundFinding['kind']): void;
  dismissNews(): void;
}
