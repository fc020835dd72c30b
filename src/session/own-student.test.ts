import { describe, expect, it } from 'vitest';
import { kind, setUp } from './controller-set-up';

const FOLDER = { kind: 'folder', files: [] } as const;
const REFUSED = { code: 'model-refused', message: 'The folder lacks tokens.json.' } as const;
const BROKEN = { code: 'provider-failed', message: 'wasm: not the golden logits' } as const;

describe('a student that the person gives', () => {
  it('is in use once it is loaded, and gives way to the site’s when it is removed', async () => {
    const { recognizer, session, store } = setUp();
    await session.addStudent(FOLDER);
    expect(recognizer.calls).toEqual(['addModel folder', 'prepare auto on own']);
    expect(store.state.ownStudent).toEqual({
      model: { id: 'own', name: 'Own student', bytes: 7, precisions: [] },
      checking: false,
      failure: null,
      taken: null,
    });
    expect(store.state.engine).toMatchObject({ kind: 'ready', model: 'own' });
    await session.removeStudent();
    expect(recognizer.calls.slice(2)).toEqual(['removeModel own', 'prepare auto on']);
    expect(store.state.ownStudent.model).toBeNull();
    expect(store.state.engine).toMatchObject({ kind: 'ready', model: 'student' });
  });

  it('that is a model for something else is kept, and the student stays', async () => {
    const { recognizer, session, store } = setUp();
    await session.load();
    recognizer.added = { ...recognizer.added, kind: 'moonshine', name: 'Other' } as typeof recognizer.added;
    await session.addStudent(FOLDER);
    expect(recognizer.calls).toEqual(['prepare auto on', 'addModel folder']);
    expect(store.state.ownStudent).toEqual({ model: null, checking: false, failure: null, taken: 'Other' });
  });

  it('that is refused changes nothing', async () => {
    const { recognizer, session, store } = setUp();
    await session.load();
    recognizer.failures.addModel = REFUSED;
    await session.addStudent(FOLDER);
    expect(store.state.ownStudent).toEqual({ model: null, checking: false, failure: REFUSED, taken: null });
    expect(store.state.engine).toMatchObject({ kind: 'ready', model: 'student' });
    expect(recognizer.calls).toEqual(['prepare auto on', 'addModel folder']);
  });

  it('that does not run is dropped, and the one before goes on', async () => {
    const { recognizer, session, store } = setUp();
    await session.addStudent(FOLDER);
    recognizer.added = { ...recognizer.added, id: 'other', name: 'Other' };
    recognizer.failingStudents.set('other', BROKEN);
    await session.addStudent(FOLDER);
    expect(recognizer.calls.slice(2)).toEqual([
      'addModel folder',
      'prepare auto on other',
      'removeModel other',
      'prepare auto on own',
    ]);
    expect(store.state.ownStudent).toMatchObject({ model: { id: 'own' }, failure: BROKEN });
    expect(store.state.engine).toMatchObject({ kind: 'ready', model: 'own' });
  });

  it('that follows another takes its place', async () => {
    const { recognizer, session, store } = setUp();
    await session.addStudent(FOLDER);
    recognizer.added = { ...recognizer.added, id: 'other', name: 'Other' };
    await session.addStudent(FOLDER);
    expect(recognizer.calls.at(-1)).toBe('removeModel own');
    expect(store.state.ownStudent.model?.id).toBe('other');
  });

  it('that the browser has lost gives way to the site’s, with a word about it', async () => {
    const { recognizer, session, store } = setUp();
    await session.addStudent(FOLDER);
    recognizer.failingStudents.set('own', { code: 'model-unknown', message: 'There is no model.' });
    await session.retryLoad();
    expect(store.state.ownStudent.model).toBeNull();
    expect(store.state.ownStudent.failure?.message).toContain('no longer has Own student');
    expect(store.state.engine).toMatchObject({ kind: 'ready', model: 'student' });
    expect(kind(store)).toBe('idle');
  });
});
