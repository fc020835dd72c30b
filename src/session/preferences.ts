import type { ProviderChoice } from '../contract/recognizer-api';

/** What the person chose and the browser remembers. */
export interface Preferences {
  readonly provider: ProviderChoice;
  readonly secondLook: boolean;
  /** The models were loaded here before: they are on this device, and loading them needs no asking. */
  readonly modelsLoaded: boolean;
}

export const DEFAULT_PREFERENCES: Preferences = { provider: 'auto', secondLook: true, modelsLoaded: false };

const KEY = 'tabscribe.preferences';
const PROVIDERS: readonly ProviderChoice[] = ['auto', 'webgpu', 'wasm'];

/** Reads the preferences; what is missing or not understood has its default. */
export function readPreferences(storage: Storage): Preferences {
  const stored = parsed(storage.getItem(KEY));
  const { provider, secondLook, modelsLoaded } = stored;
  return {
    provider: PROVIDERS.find((choice) => choice === provider) ?? DEFAULT_PREFERENCES.provider,
    secondLook: typeof secondLook === 'boolean' ? secondLook : DEFAULT_PREFERENCES.secondLook,
    modelsLoaded: modelsLoaded === true,
  };
}

export function writePreferences(storage: Storage, preferences: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A full or closed storage costs the memory of a choice, nothing more.
  }
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
