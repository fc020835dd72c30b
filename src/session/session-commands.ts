import type { PrecisionChoice, ProviderChoice, CaptionPace } from '../contract/recognizer-api';
import type { ModelSource } from '../contract/own-model';
import type { SessionController } from './session-controller';
import type { WritingChoice } from './session-state';

/** What a person asks of the session: nobody on the page waits for the answer, as the state tells of it. */
export function sessionCommands(session: SessionController) {
  return {
    startCaptions: () => void session.startCaptions(),
    stopCaptions: (): void => {
      session.stopCaptions();
    },
    startCheck: () => void session.startCheck(),
    stopCheck: () => void session.stopCheck(),
    captionMedia: (element: HTMLMediaElement, name: string) =>
      void session.startCaptions({ kind: 'media', element, name }),
    retryLoad: () => void session.retryLoad(),
    chooseProvider: (provider: ProviderChoice) => void session.choices.chooseProvider(provider),
    choosePrecision: (precision: PrecisionChoice) => void session.choices.choosePrecision(precision),
    choosePace: (pace: CaptionPace) => void session.choices.choosePace(pace),
    setSecondLook: (on: boolean) => void session.choices.setSecondLook(on),
    chooseWriting: (change: Partial<WritingChoice>) => void session.choices.chooseWriting(change),
    addStudent: (source: ModelSource) => void session.addStudent(source),
    removeStudent: () => void session.removeStudent(),
  };
}
