import type { SessionStore } from './session-store';

/** What a person has read of the session's news, and wants no more. */
export function dismissals(store: SessionStore) {
  return {
    dismissOverload: (): void => {
      store.dispatch({ type: 'overload-dismissed' });
    },
    dismissStudentFailure: (): void => {
      store.dispatch({ type: 'own-student-failure-dismissed' });
    },
    dismissUnkept: (): void => {
      store.dispatch({ type: 'models-unkept-dismissed' });
    },
    dismissFailure: (): void => {
      store.dispatch({ type: 'failure-dismissed' });
    },
    dismissRecovery: (): void => {
      store.dispatch({ type: 'recovery-dismissed' });
    },
  };
}
