import type { SessionStore } from './session-store';
import { DEFAULT_SOUND, SOURCE_CHOICES, type SoundPreferences } from './sound-state';
import { readRecord, writeRecord } from './stored-record';

const KEY = 'tabscribe.sound';
/** Of dismissed findings so many are kept: devices come and go. */
const MAX_DISMISSED = 50;

/** Reads what was chosen; what is missing or not understood has its default. */
export function readSoundPreferences(storage: Storage): SoundPreferences {
  const { choice, device, dismissed, keep } = readRecord(storage, KEY);
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
    const next = { choice, device, keep, dismissed: dismissed.slice(-MAX_DISMISSED) };
    if (JSON.stringify(next) === remembered) return;
    remembered = JSON.stringify(next);
    writeRecord(storage, KEY, next);
  });
}

function isDevice(value: unknown): value is SoundPreferences['device'] {
  if (typeof value !== 'object' || value === null) return false;
  const { id, label } = value as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string';
}
