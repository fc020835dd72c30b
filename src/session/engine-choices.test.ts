import { describe, expect, it } from 'vitest';
import { setUp } from './controller-set-up';

describe('models', () => {
  it('are loaded anew for another provider, and the second look is switched without', async () => {
    const { recognizer, session } = setUp();
    await session.load();
    await session.choices.chooseProvider('wasm');
    await session.choices.setSecondLook(false);
    expect(recognizer.calls).toEqual(['prepare auto on', 'prepare wasm on', 'setSecondLook off']);
  });

  it('are loaded anew in another precision', async () => {
    const { recognizer, session, store } = setUp();
    await session.load();
    await session.choices.choosePrecision('int4');
    await session.choices.choosePrecision('int4');
    expect(recognizer.calls).toEqual(['prepare auto on', 'prepare auto on int4']);
    expect(store.state.precisionChoice).toBe('int4');
  });

  it('are loaded anew for another writer, who begins with English', async () => {
    const { recognizer, session, store } = setUp();
    await session.load();
    await session.choices.chooseWriting({ model: 'whisper' });
    await session.choices.chooseWriting({ spoken: { language: 'de', translate: false } });
    expect(recognizer.options.at(-1)).toMatchObject({
      secondLookModel: 'whisper',
      spoken: { language: 'de', translate: false },
    });
    await session.choices.chooseWriting({ spoken: { language: 'en', translate: true } });
    expect(recognizer.options.at(-1)).not.toHaveProperty('spoken');
    await session.choices.chooseWriting({ spoken: { language: 'auto', translate: true } });
    await session.choices.chooseWriting({ model: 'other' });
    expect(store.state.writing).toEqual({ model: 'other', spoken: null });
    await session.choices.chooseWriting({ model: 'other' });
    expect(recognizer.options).toHaveLength(6);
  });

  it('go back to English with the second look switched off', async () => {
    const { recognizer, session, store } = setUp();
    await session.load();
    await session.choices.chooseWriting({ model: 'whisper', spoken: { language: 'de', translate: false } });
    await session.choices.setSecondLook(false);
    expect(store.state.writing.spoken).toBeNull();
    expect(recognizer.options.at(-1)).not.toHaveProperty('spoken');
    expect(recognizer.calls.at(-1)).toBe('setSecondLook off');
  });
});
