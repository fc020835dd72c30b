import { describe, expect, it } from 'vitest';
import { REPORT } from './fake-recognizer';
import { DEFAULT_PREFERENCES, readPreferences, rememberChoices } from './preferences';
import { initialState } from './session-state';
import { SessionStore } from './session-store';
import { webStorage } from './web-storage';

const storage = (): Storage =>
  webStorage(() => {
    throw new Error('no storage');
  });

describe('preferences', () => {
  it('have defaults where nothing, or nonsense, is stored', () => {
    const stored = storage();
    expect(readPreferences(stored)).toEqual(DEFAULT_PREFERENCES);
    for (const nonsense of ['{', 'null', '{"provider":"cuda","secondLook":"yes","writing":{"model":3}}']) {
      stored.setItem('tabscribe.preferences', nonsense);
      expect(readPreferences(stored)).toEqual(DEFAULT_PREFERENCES);
    }
  });

  it('remember choices, and that the models are here', () => {
    const stored = storage();
    const store = new SessionStore(initialState('auto', true));
    rememberChoices(store, stored);
    store.dispatch({ type: 'provider-chosen', provider: 'wasm' });
    store.dispatch({ type: 'precision-chosen', precision: 'int4' });
    store.dispatch({ type: 'second-look-switched', on: false });
    store.dispatch({ type: 'pace-chosen', pace: 'steady' });
    const writing = { model: 'whisper', spoken: { language: 'de', translate: true } };
    store.dispatch({ type: 'writing-chosen', writing });
    store.dispatch({
      type: 'recognizer',
      event: { type: 'student-ready', model: 'student', provider: REPORT },
      nowMs: 0,
    });
    expect(readPreferences(stored)).toEqual({
      provider: 'wasm',
      precision: 'int4',
      secondLook: false,
      pace: 'steady',
      modelsLoaded: true,
      ownStudent: null,
      writing,
    });
  });

  it('remember a student of one’s own, and forget it', () => {
    const stored = storage();
    const store = new SessionStore(initialState('auto', true));
    rememberChoices(store, stored);
    const model = { id: 'own', name: 'Own', bytes: 7, precisions: [] };
    store.dispatch({ type: 'own-student-added', model });
    expect(readPreferences(stored).ownStudent).toEqual(model);
    store.dispatch({ type: 'own-student-removed' });
    expect(readPreferences(stored).ownStudent).toBeNull();
  });
});
