import { texts } from '../../i18n/language';
import { create, createButton, setText } from '../dom';

export interface FieldActions {
  readonly keep: () => void;
  readonly giveUp: () => void;
  /** The whole line as the engine wrote it. */
  readonly asHeard: () => void;
  /** Plays the words again and again, or ends that. */
  readonly hear: () => void;
  /** Keeps, and makes the words the first of a line of their own. */
  readonly split: () => void;
  /** Keeps, and joins the line to the one above. */
  readonly join: () => void;
  /** Keeps, and goes to the next unsure word, or to the one before. */
  readonly nextUnsure: (by: 1 | -1) => void;
}

/** What the field can offer for the words that it is over. */
export interface FieldOffer {
  /** What the engine wrote in this line; undefined where it still stands. */
  readonly heard: string | undefined;
  /** What else the models thought of, the likelier first. */
  readonly alternatives: readonly string[];
  readonly canHear: boolean;
  readonly canSplit: boolean;
  readonly canJoin: boolean;
}

/** The buttons below the field, and the keys that do the same. */
export class FieldButtons {
  readonly element = create('div', 'correction-buttons');
  #offer: FieldOffer | null = null;

  constructor(private readonly actions: FieldActions) {
    // The field keeps the focus, and with it the keyboard of a phone.
    this.element.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
  }

  show(offer: FieldOffer): void {
    this.#offer = offer;
    const { keep, giveUp, asHeard, enterKey, escapeKey, asHeardNote } = texts().corrections;
    const { hear, hearKey, split, splitKey, join } = texts().editor;
    const { actions } = this;
    const heard = createButton(asHeard, actions.asHeard);
    if (offer.heard !== undefined) heard.title = asHeardNote(offer.heard);
    this.element.replaceChildren(
      keyButton(keep, enterKey, actions.keep),
      keyButton(giveUp, escapeKey, actions.giveUp),
      ...(offer.canHear ? [keyButton(hear, hearKey, actions.hear)] : []),
      ...(offer.heard === undefined ? [] : [heard]),
      ...(offer.canSplit ? [keyButton(split, splitKey, actions.split)] : []),
      ...(offer.canJoin ? [createButton(join, actions.join)] : []),
    );
  }

  /** @returns whether the key was one of a button. */
  key({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    const { actions } = this;
    if (key === 'F8') actions.nextUnsure(shiftKey ? -1 : 1);
    else if (key === 'F9' && this.#offer?.canHear === true) actions.hear();
    else if (key === 'Enter' && (ctrlKey || metaKey) && this.#offer?.canSplit === true) actions.split();
    else return false;
    return true;
  }
}

function keyButton(text: string, key: string, run: () => void): HTMLButtonElement {
  const button = createButton('', run);
  const words = create('span', '');
  setText(words, text);
  const hint = create('kbd', '', key);
  hint.ariaHidden = 'true';
  button.append(words, ' ', hint);
  return button;
}
