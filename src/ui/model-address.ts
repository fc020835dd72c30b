import type { Failure } from '../contract/errors';
import { texts } from '../i18n/language';
import { byId, create, createButton, setText } from './dom';
import { errorMessage, refusalText } from './error-messages';
import { offerFacts } from './model-texts';
import type { ModelIntents, ModelOfferShown } from './models-state';
import { TechnicalReason } from './technical-reason';

type AddressIntents = Pick<ModelIntents, 'look' | 'add' | 'useStudent' | 'origins'>;

/** Where a person gives the address of a model: it is looked at first, and taken once they have agreed to what it is. */
export class ModelAddress {
  readonly #address = byId('model-address', HTMLInputElement);
  readonly #look = byId('model-address-look', HTMLButtonElement);
  readonly #note = byId('model-address-note', HTMLParagraphElement);
  readonly #failure = byId('model-address-failure', HTMLDivElement);
  readonly #offer = byId('model-offer', HTMLDivElement);
  /** Counts what was asked for: an answer that comes late is of another address. */
  #asked = 0;

  /** @param leave closes the dialog: the page shows how the model that was taken is loaded. */
  constructor(
    private readonly intents: AddressIntents,
    private readonly leave: () => void,
  ) {
    this.#look.addEventListener('click', () => void this.#ask());
    this.#address.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      // Enter would close the dialog, as its form is one.
      event.preventDefault();
      void this.#ask();
    });
    this.#address.addEventListener('input', () => {
      this.#clear();
    });
  }

  /** Begins anew, in the language of now. */
  reset(): void {
    this.#address.value = '';
    this.#clear();
  }

  #clear(): void {
    this.#asked += 1;
    this.#tell('');
    this.#offer.hidden = true;
    this.#showFailure(null);
  }

  /** What goes on; else where a model may be. */
  #tell(progress: string): void {
    const words = texts().modelAddress;
    const { origins } = this.intents;
    const places =
      origins.length === 0 ? words.ownSite : words.origins(origins.join(texts().notices.separator));
    setText(this.#note, progress === '' ? places : progress);
  }

  async #ask(): Promise<void> {
    const address = this.#address.value.trim();
    if (address === '') {
      this.#address.focus();
      return;
    }
    this.#clear();
    const asked = this.#asked;
    this.#tell(texts().modelAddress.looking);
    const outcome = await this.intents.look(address);
    if (asked !== this.#asked) return;
    this.#tell('');
    if (outcome.ok) this.#show(outcome.value);
    else this.#showFailure(outcome.failure);
  }

  #show(offer: ModelOfferShown): void {
    const words = texts().modelAddress;
    const title = create('h4', 'model-name', words.versionOf(offer.manifest.name, offer.manifest.version));
    title.id = 'model-offer-title';
    this.#offer.setAttribute('aria-labelledby', title.id);
    const tools = create('div', 'model-tools');
    const accept = createButton(words.accept, () => void this.#take(offer));
    const cancel = createButton(words.cancel, () => {
      this.#clear();
      this.#address.focus();
    });
    tools.append(accept, cancel);
    this.#offer.replaceChildren(
      title,
      create('p', 'fine', offerFacts(offer)),
      create('p', 'fine', offer.named ? words.named : words.compare),
      create('code', 'model-command', offer.sha256),
      tools,
    );
    this.#offer.hidden = false;
    // The group with all that it says, not its button: what it is comes before the agreement.
    this.#offer.focus();
  }

  async #take(offer: ModelOfferShown): Promise<void> {
    this.reset();
    if (offer.manifest.kind === 'ctc-log-mel') {
      this.intents.useStudent(offer);
      this.leave();
      return;
    }
    this.#address.focus();
    this.#showFailure(await this.intents.add(offer));
  }

  #showFailure(failure: Failure | null): void {
    this.#failure.hidden = failure === null;
    this.#failure.replaceChildren(...(failure === null ? [] : failureParts(failure)));
  }
}

function failureParts({ code, message }: Failure): (string | Node)[] {
  const { notices, modelAddress } = texts();
  switch (code) {
    case 'model-unreachable':
    case 'model-absent':
      return [notices.together(modelAddress.noAnswer, modelAddress.noAnswerAdvice)];
    case 'model-elsewhere':
    case 'model-mismatch':
    case 'storage-full': {
      const { title, advice } = errorMessage(code);
      return [notices.together(title, advice)];
    }
    default:
      return [
        notices.together(errorMessage('model-refused').title, refusalText(code)),
        new TechnicalReason(message).element,
      ];
  }
}
