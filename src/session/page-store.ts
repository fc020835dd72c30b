import { readPreferences, rememberChoices } from './preferences';
import { initialState } from './session-state';
import { SessionStore } from './session-store';
import { readSoundPreferences, rememberSound } from './sound-preferences';
import { initialSound } from './sound-state';

/** The page's store: begins with what the browser remembers of a person's choices, and has it remembered from here on. */
export function pageStore(local: Storage) {
  const { provider, secondLook, precision, ownStudent, pace, writing, modelsLoaded } = readPreferences(local);
  const sound = initialSound(readSoundPreferences(local));
  const store = new SessionStore(
    initialState(provider, secondLook, precision, ownStudent, pace, sound, writing),
  );
  rememberSound(store, local);
  rememberChoices(store, local);
  return { store, modelsLoaded };
}
