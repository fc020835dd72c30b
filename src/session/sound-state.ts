import type { MicrophoneDevice, SoundFinding, SourceKind, SourceNews } from '../contract/audio-source';
import type { Failure } from '../contract/errors';

/** What Start captions listens to. */
export const SOURCE_CHOICES = ['microphone', 'tab', 'both'] as const;
export type SourceChoice = (typeof SOURCE_CHOICES)[number];

export interface SoundState {
  readonly choice: SourceChoice;
  /** The microphone that the person chose. */
  readonly device: MicrophoneDevice;
  readonly devices: readonly MicrophoneDevice[];
  /** Name of the microphone in use, or used last; '' before the first. */
  readonly inUse: string;
  /** Whether a microphone is on for its check alone. */
  readonly check: 'off' | 'opening' | 'on';
  readonly checkFailure: Failure | null;
  /** Somebody spoke in the last seconds. */
  readonly speechHeard: boolean;
  /** What the check says of the microphone in use. */
  readonly findings: readonly SoundFinding[];
  /** Findings that the person has read, as `device kind`: they are not told again. */
  readonly dismissed: readonly string[];
  /** The newest thing that happened to the sources; null once it is read. */
  readonly news: SourceNews | null;
  /** One of several sources failed; the others go on. */
  readonly lost: { readonly kind: SourceKind; readonly failure: Failure } | null;
  /** The sound of captions is kept with their text. */
  readonly keep: boolean;
  /** Why sound is kept no longer though the person wants it. */
  readonly keepFailure: 'full' | 'failed' | null;
  /** Grows with each change of what is kept, but for pieces of captions that run. */
  readonly keptChanges: number;
}

export type SoundEvent =
  | { readonly type: 'source-chosen'; readonly choice: SourceChoice }
  | { readonly type: 'device-chosen'; readonly device: MicrophoneDevice }
  | { readonly type: 'devices'; readonly devices: readonly MicrophoneDevice[] }
  | { readonly type: 'in-use'; readonly label: string }
  | { readonly type: 'check'; readonly state: SoundState['check'] }
  | { readonly type: 'check-failed'; readonly failure: Failure }
  | { readonly type: 'found'; readonly speechHeard: boolean; readonly findings: readonly SoundFinding[] }
  | { readonly type: 'finding-dismissed'; readonly kind: SoundFinding['kind'] }
  | { readonly type: 'news'; readonly news: SourceNews }
  | { readonly type: 'lost'; readonly kind: SourceKind; readonly failure: Failure }
  | { readonly type: 'news-dismissed' }
  | { readonly type: 'keep-chosen'; readonly keep: boolean }
  | { readonly type: 'keep-failed'; readonly why: 'full' | 'failed' }
  | { readonly type: 'keep-failure-dismissed' }
  | { readonly type: 'kept-changed' };

/** What the browser remembers. */
export type SoundPreferences = Pick<SoundState, 'choice' | 'device' | 'dismissed' | 'keep'>;

export const DEFAULT_SOUND: SoundPreferences = {
  choice: 'microphone',
  device: { id: '', label: '' },
  dismissed: [],
  keep: false,
};

export function initialSound(preferences: SoundPreferences = DEFAULT_SOUND): SoundState {
  const { choice, device, dismissed, keep } = preferences;
  return {
    choice,
    device,
    dismissed,
    devices: [],
    inUse: '',
    check: 'off',
    checkFailure: null,
    speechHeard: false,
    findings: [],
    news: null,
    lost: null,
    keep,
    keepFailure: null,
    keptChanges: 0,
  };
}

export function reduceSound(sound: SoundState, event: SoundEvent): SoundState {
  switch (event.type) {
    case 'source-chosen':
      return { ...sound, choice: event.choice };
    case 'device-chosen':
      return { ...sound, device: event.device, findings: [] };
    case 'devices':
      return { ...sound, devices: event.devices };
    case 'in-use':
      return { ...sound, inUse: event.label, findings: [], speechHeard: false };
    case 'check':
      return { ...sound, check: event.state, checkFailure: null };
    case 'check-failed':
      return { ...sound, check: 'off', checkFailure: event.failure };
    case 'found':
      return sameFindings(sound, event)
        ? sound
        : { ...sound, findings: event.findings, speechHeard: event.speechHeard };
    case 'finding-dismissed':
      return { ...sound, dismissed: [...sound.dismissed, dismissal(sound.inUse, event.kind)] };
    case 'news':
      return { ...sound, news: event.news };
    case 'lost':
      return { ...sound, lost: { kind: event.kind, failure: event.failure } };
    case 'news-dismissed':
      return { ...sound, news: null, lost: null };
    case 'keep-chosen':
      return { ...sound, keep: event.keep, keepFailure: null };
    case 'keep-failed':
      return { ...sound, keepFailure: event.why };
    case 'keep-failure-dismissed':
      return sound.keepFailure === null ? sound : { ...sound, keepFailure: null };
    case 'kept-changed':
      return { ...sound, keptChanges: sound.keptChanges + 1 };
    default:
      return unreachable(event);
  }
}

/** How a finding that was read is remembered: another device may have it too, and is told of anew. */
export function dismissal(device: string, kind: SoundFinding['kind']): string {
  return `${device} ${kind}`;
}

/** Most reports bring nothing new, and what changes nothing is not drawn. */
function sameFindings(
  { findings, speechHeard }: SoundState,
  next: Pick<SoundState, 'findings' | 'speechHeard'>,
): boolean {
  return speechHeard === next.speechHeard && JSON.stringify(findings) === JSON.stringify(next.findings);
}

function unreachable(event: never): never {
  throw new Error(`unknown sound event: ${JSON.stringify(event)}`);
}
