import type { Outcome } from '../contract/errors';
import type { ModelSource } from '../contract/own-model';
import type { RecognizerApi } from '../contract/recognizer-api';
import { isFree } from './activity';
import { entryOf } from './model-catalogue';
import type { SessionStore } from './session-store';

export interface OwnStudentDeps {
  readonly recognizer: Pick<RecognizerApi, 'addModel' | 'removeModel'>;
  readonly modelsUrl: string;
  readonly store: SessionStore;
  /** Loads the models that the state asks for, anew. */
  readonly reload: () => Promise<Outcome<unknown>>;
}

/** The student that a person gives to the page: one at a time, in use until it is removed. */
export class OwnStudents {
  constructor(private readonly deps: OwnStudentDeps) {}

  /**
   * Takes a student into use if it passes every check, the golden vectors included; else the one before stays. A model for
   * other things is only kept.
   */
  async add(source: ModelSource): Promise<void> {
    const { recognizer, modelsUrl, store, reload } = this.deps;
    const { activity, ownStudent } = store.state;
    if (ownStudent.checking) return;
    if (!isFree(activity)) {
      const message = 'The model can be changed when nothing is being transcribed.';
      store.dispatch({ type: 'own-student-failed', failure: { code: 'model-refused', message } });
      return;
    }
    store.dispatch({ type: 'own-student-requested' });
    const added = await recognizer.addModel(modelsUrl, source);
    if (!added.ok) {
      store.dispatch({ type: 'own-student-failed', failure: added.failure });
      return;
    }
    const { id, kind, name } = added.value;
    if (kind !== 'ctc-log-mel') {
      store.dispatch({ type: 'model-taken', name });
      return;
    }
    const before = ownStudent.model;
    store.dispatch({ type: 'own-student-added', model: entryOf(added.value) });
    const loaded = await reload();
    if (loaded.ok) {
      if (before !== null && before.id !== id) await recognizer.removeModel(modelsUrl, before.id);
      return;
    }
    await recognizer.removeModel(modelsUrl, id);
    if (before === null || before.id === id) store.dispatch({ type: 'own-student-removed' });
    else store.dispatch({ type: 'own-student-added', model: before });
    store.dispatch({ type: 'own-student-failed', failure: loaded.failure });
    await reload();
  }

  /** Back to the site's student. */
  async remove(): Promise<void> {
    const { recognizer, modelsUrl, store, reload } = this.deps;
    const { activity, ownStudent } = store.state;
    if (ownStudent.model === null || ownStudent.checking || !isFree(activity)) return;
    store.dispatch({ type: 'own-student-removed' });
    await recognizer.removeModel(modelsUrl, ownStudent.model.id);
    await reload();
  }
}
