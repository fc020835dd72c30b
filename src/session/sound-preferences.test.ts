import { describe, expect, it } from 'vitest';
import { readSoundPreferences, rememberSound } from './sound-preferences';
import { initialState } from './session-state';
import { SessionStore } from './session-store';
import { DEFAULT_SOUND } from './sound-state';
import { webStorage } from './web-storage';

/** Storage of this test alone. */
const storage = (): Storage =>
  webStorage(() => {
    throw new Error('closed');
  });

describe('the choice of source and microphone', () => {
  it('comes back at the next visit', () => {
    const kept = storage();
    const store = new SessionStore(initialState('auto', true));
    rememberSound(store, kept);
    const device = { id: 'usb', label: 'USB microphone' };
    store.dispatch({ type: 'sound', event: { type: 'source-chosen', choice: 'both' } });
    store.dispatch({ type: 'sound', event: { type: 'device-chosen', device } });
    store.dispatch({ type: 'sound', event: { type: 'keep-chosen', keep: true } });
    expect(readSoundPreferences(kept)).toEqual({ choice: 'both', device, dismissed: [], keep: true });
  });

  it.each(['not json', '[]', '{"choice":"radio","device":{"id":7},"dismissed":"all","keep":1}'])(
    'is the default where %s was kept',
    (text) => {
      const kept = storage();
      kept.setItem('tabscribe.sound', text);
      expect(readSoundPreferences(kept)).toEqual(DEFAULT_SOUND);
    },
  );
});
