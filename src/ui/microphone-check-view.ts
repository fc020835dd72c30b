import { texts } from '../i18n/language';
import { byId, create, setText } from './dom';
import { errorMessage } from './error-messages';
import { findingText } from './finding-texts';
import { LevelMeter } from './level-meter';
import type { PageState } from './page-state';
import type { SoundIntents } from './sound-state';

/** The level of the microphone and what the check says of it; while captions run, of the one that they come from. */
export class MicrophoneCheckView {
  readonly #meter = new LevelMeter('check-level');
  readonly #button = byId('check-button', HTMLButtonElement);
  readonly #status = byId('check-status', HTMLParagraphElement);
  readonly #results = byId('check-results', HTMLUListElement);
  #isOn = false;
  /** What the results were drawn from: drawn anew, they would be read out again. */
  #drawn = '';

  constructor(intents: Pick<SoundIntents, 'startCheck' | 'stopCheck'>) {
    this.#button.addEventListener('click', () => {
      if (this.#isOn) intents.stopCheck();
      else intents.startCheck();
    });
  }

  showLevel(rmsDb: number): void {
    this.#meter.show(rmsDb);
  }

  render(state: PageState): void {
    const words = texts().sound;
    const { sound, activity } = state;
    const live = activity.kind === 'listening' && sound.choice !== 'tab';
    const on = live || sound.check === 'on';
    this.#isOn = sound.check !== 'off';
    const free = activity.kind === 'idle' || activity.kind === 'failed';
    this.#button.hidden = !free;
    setText(this.#button, this.#isOn ? words.stopCheck : words.startCheck);
    this.#meter.setVisible(on);
    this.#meter.setLabel(texts().controls.microphoneLevel);
    setText(this.#status, statusOf(state, on));
    this.#renderResults(on ? sound.findings.map(findingText) : []);
  }

  #renderResults(findings: readonly { readonly title: string; readonly advice: string }[]): void {
    const wanted = JSON.stringify(findings);
    if (this.#drawn === wanted) return;
    this.#drawn = wanted;
    this.#results.replaceChildren(
      ...findings.map(({ title, advice }) => {
        const item = create('li', 'check-result');
        item.append(create('strong', '', title), ' ', advice);
        return item;
      }),
    );
  }
}

function statusOf({ sound }: PageState, on: boolean): string {
  const words = texts().sound;
  if (sound.checkFailure !== null) {
    const { title, advice } = errorMessage(sound.checkFailure.code);
    return `${title} ${advice}`;
  }
  if (sound.check === 'opening') return words.checkOpening;
  if (!on) return words.checkOff;
  if (sound.findings.length === 0) return sound.speechHeard ? words.checkGood : words.saySomething;
  return sound.inUse === '' ? '' : words.inUse(sound.inUse);
}
