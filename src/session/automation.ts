import type { Outcome } from '../contract/errors';
import type {
  FileSettings,
  PrecisionChoice,
  ProviderChoice,
  StreamSettings,
  TranscribePath,
  TranscribeResult,
} from '../contract/recognizer-api';
import type { PersonalWord } from '../contract/personal-words';
import type { SessionController } from './session-controller';
import { foreign } from './spoken-language';

/** The settings of StreamSettings matter on the stream path alone. */
export interface AutomationOptions extends StreamSettings, Pick<FileSettings, 'workers'> {
  /** 'auto' where absent. */
  readonly provider?: ProviderChoice;
  /** 'auto' where absent. */
  readonly precision?: PrecisionChoice;
  /** On where absent. */
  readonly secondLook?: boolean;
  /** Names and terms to listen for. */
  readonly words?: readonly PersonalWord[];
  /** Id of the student; the default one where absent. */
  readonly model?: string;
  /** Id of the model that takes the second look; the default one where absent. */
  readonly secondLookModel?: string;
  /** BCP 47 of what is spoken, or 'auto'; for models that know several. English where absent. */
  readonly language?: string;
  /** Write in English what is spoken in another language. */
  readonly translate?: boolean;
}

/**
 * The page's interface for programs, at `window.tabscribe`: the command line and the benches drive the built
 * app through it. Text goes to the caller and not on the page; calls must not overlap.
 */
export interface Automation {
  /** Loads what the options ask for, waits for the second look where it is on, and transcribes one file. */
  transcribe(
    file: Blob,
    path: TranscribePath,
    options?: AutomationOptions,
  ): Promise<Outcome<TranscribeResult>>;
  /**
   * Live captions of an audio or video element of the page, as it plays, until it ends. They stand on the page.
   * Does nothing while the page is busy.
   *
   * @returns resolves when all is written.
   */
  captionElement(element: HTMLMediaElement, name?: string): Promise<void>;
}

declare global {
  interface Window {
    tabscribe?: Automation;
  }
}

export function automationOf(session: SessionController): Automation {
  return {
    transcribe(file, path, options = {}) {
      const { provider = 'auto', precision = 'auto', secondLook = true, model, words, ...others } = options;
      const { secondLookModel, language = 'en', translate = false, ...settings } = others;
      const spoken = foreign({ language, translate });
      const choice = {
        provider,
        precision,
        secondLook,
        ...(model === undefined ? {} : { model }),
        ...(secondLookModel === undefined ? {} : { secondLookModel }),
        ...(spoken === null ? {} : { spoken }),
      };
      return session.aside.transcribe({ file, path, choice, settings, words });
    },
    captionElement(element, name = '') {
      return session.startCaptions({ kind: 'media', element, name });
    },
  };
}
