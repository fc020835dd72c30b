import type { SessionStore } from './session-store';
import { DEFAULT_SOUND, SOURCE_CHOICES, type SoundPreferences } from './sound-state';

const KEY = 'tabscribe.sound';
/** Of dismissed findings so many are kept: devices come and go. */
const MAX_DISMISSED = 50;

/** Reads what was chosen; what is missing or not understood has its default. */
export function readSoundPreferences(storage: Storage): SoundPreferences {
  const { choice, device, dismissed, keep } = parsed(storage.getItem(KEY));
  return {
    choice: SOURCE_CHOICES.find((item) => item === choice) ?? DEFAULT_SOUND.choice,
    device: isDevice(device) ? device : DEFAULT_SOUND.device,
    keep: keep === true,
    dismissed: Array.isArray(dismissed) ? dismissed.filter((item) => typeof item === 'string') : [],
  };
}

/** Keeps writing what the session's state says about the person's choices. */
export function rememberSound(store: SessionStore, storage: Storage): void {
  let remembered = JSON.stringify(readSoundPreferences(storage));
  store.subscribe(({ sound: { choice, device, dismissed, keep } }) => {
    const next = JSON.stringify({ choice, device, keep, dismissed: dismissed.slice(-MAX_DISMISSED) });
    if (next === remembered) return;
    remembered = next;
    try {
      storage.setItem(KEY, next);
    } catch {
      // A full storage costs the memory of a choice, nothing more.
    }
  });
}

function isDevice(value: unknown): value is SoundPreferences['device'] {
  if (typeof value !== 'object' || value === null) return false;
  const { id, label } = value as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string';
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
