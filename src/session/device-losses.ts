import type { ProviderChoice } from '../contract/recognizer-api';

/** A graphics device that is lost is asked for once more, when the next captions begin. */
const MOST_LOSSES = 1;

/**
 * Where the models run after a graphics device was lost. A device that comes back takes seconds to compile its programs, and
 * the one that is lost again takes speech with it: what was going on goes on with WASM.
 */
export class DeviceLosses {
  #count = 0;
  #avoids = false;

  /** The device was lost. */
  note(): void {
    this.#count += 1;
    this.#avoids = true;
  }

  /** WASM cannot be had: better a device that was lost than none. */
  giveUpWasm(): void {
    this.#avoids = false;
  }

  /** Something new begins. */
  begin(): void {
    this.#avoids = this.#count > MOST_LOSSES;
  }

  /** The person chose anew. */
  forget(): void {
    this.#count = 0;
    this.#avoids = false;
  }

  /** The device is not to be used. */
  get avoids(): boolean {
    return this.#avoids;
  }

  choice(chosen: ProviderChoice): ProviderChoice {
    return this.#avoids ? 'wasm' : chosen;
  }
}
