import { byId } from './dom';

/** The offer to install the app, where the browser makes one. */
export class InstallChoice {
  readonly #choice = byId('install-choice', HTMLFieldSetElement);

  /** @param install must be called in the gesture. */
  constructor(install: () => void) {
    byId('install', HTMLButtonElement).addEventListener('click', install);
  }

  render(installable: boolean): void {
    this.#choice.hidden = !installable;
  }
}
