/** `ready`: a new version waits for the person; `awaited`: they want it, and it comes once it interrupts nothing. */
export type UpdateState = 'none' | 'ready' | 'awaited';

/** A new version of the app: offered, and applied when the person says so. */
export class UpdateOffer {
  #apply: (() => void) | null = null;
  #accepted = false;

  constructor(private readonly onChange: (state: UpdateState) => void) {}

  /** @param apply begins to wait for the moment at which the new version interrupts nothing. */
  ready(apply: () => void): void {
    this.#apply = apply;
    // One that comes while the one before is awaited takes its place.
    if (this.#accepted) apply();
    else this.onChange('ready');
  }

  accept(): void {
    if (this.#accepted || this.#apply === null) return;
    this.#accepted = true;
    this.onChange('awaited');
    this.#apply();
  }
}
