import type { CaptionPace, PrecisionChoice, ProviderChoice } from '../contract/recognizer-api';
import type { ModelEntry } from './model-catalogue';
import { DEFAULT_WRITING, type WritingChoice } from './session-state';
import type { SessionStore } from './session-store';
import { readRecord, writeRecord } from './stored-record';

/** What the person chose and the browser remembers. */
export interface Preferences {
  readonly provider: ProviderChoice;
  readonly precision: PrecisionChoice;
  readonly secondLook: boolean;
  readonly pace: CaptionPace;
  /** The models were loaded here before: they are on this device, and loading them needs no asking. */
  readonly modelsLoaded: boolean;
  /** The student that the person gave to the page, where it is in use. */
  readonly ownStudent: ModelEntry | null;
  readonly writing: WritingChoice;
}

export const DEFAULT_PREFERENCES: Preferences = {
  provider: 'auto',
  precision: 'auto',
  secondLook: true,
  pace: 'balanced',
  modelsLoaded: false,
  ownStudent: null,
  writing: DEFAULT_WRITING,
};

const KEY = 'tabscribe.preferences';
const PROVIDERS: readonly ProviderChoice[] = ['auto', 'webgpu', 'wasm'];
const PRECISIONS: readonly PrecisionChoice[] = ['auto', 'int4', 'int8', 'fp16'];
const PACES: readonly CaptionPace[] = ['quick', 'balanced', 'steady'];

/** Reads the preferences; what is missing or not understood has its default. */
export function readPreferences(storage: Storage): Preferences {
  const stored = readRecord(storage, KEY);
  const { provider, precision, secondLook, pace, modelsLoaded, ownStudent, writing } = stored;
  return {
    provider: PROVIDERS.find((choice) => choice === provider) ?? DEFAULT_PREFERENCES.provider,
    precision: PRECISIONS.find((choice) => choice === precision) ?? DEFAULT_PREFERENCES.precision,
    secondLook: typeof secondLook === 'boolean' ? secondLook : DEFAULT_PREFERENCES.secondLook,
    pace: PACES.find((choice) => choice === pace) ?? DEFAULT_PREFERENCES.pace,
    modelsLoaded: modelsLoaded === true,
    ownStudent: isEntry(ownStudent) ? ownStudent : null,
    writing: writingOf(writing),
  };
}

/** Keeps writing what the session's state says about the person's choices. */
export function rememberChoices(store: SessionStore, storage: Storage): void {
  let remembered = readPreferences(storage);
  store.subscribe(({ providerChoice, precisionChoice, secondLook, pace, engine, ownStudent, writing }) => {
    const next = {
      provider: providerChoice,
      precision: precisionChoice,
      secondLook: secondLook.kind !== 'off',
      pace,
      modelsLoaded: remembered.modelsLoaded || engine.kind === 'ready',
      ownStudent: ownStudent.model,
      writing,
    };
    if (JSON.stringify(next) === JSON.stringify(remembered)) return;
    remembered = next;
    writeRecord(storage, KEY, next);
  });
}

function writingOf(value: unknown): WritingChoice {
  if (typeof value !== 'object' || value === null) return DEFAULT_WRITING;
  const { model, spoken } = value as Record<string, unknown>;
  if (typeof model !== 'string') return DEFAULT_WRITING;
  if (typeof spoken !== 'object' || spoken === null) return { model, spoken: null };
  const { language, translate } = spoken as Record<string, unknown>;
  return { model, spoken: typeof language === 'string' ? { language, translate: translate === true } : null };
}

function isEntry(value: unknown): value is ModelEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, bytes, precisions } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof bytes === 'number' &&
    Array.isArray(precisions)
  );
}
