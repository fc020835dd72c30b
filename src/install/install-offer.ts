/** Chromium's event: the page can be installed. It can be asked for once. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Keeps the browser's offer to install the app until the person asks for it. */
export class InstallOffer {
  #prompt: InstallPromptEvent | null = null;

  /** @param onChange told whether the app can be installed now. */
  constructor(
    target: Pick<Window, 'addEventListener'>,
    private readonly onChange: (available: boolean) => void,
  ) {
    target.addEventListener('beforeinstallprompt', (event: Event) => {
      // Otherwise a phone lays a banner over the captions.
      event.preventDefault();
      this.#set(event as InstallPromptEvent);
    });
    target.addEventListener('appinstalled', () => {
      this.#set(null);
    });
  }

  /** Must be called in a person's gesture. */
  async accept(): Promise<void> {
    const prompt = this.#prompt;
    this.#set(null);
    // Who changes their mind in the browser's own dialog is offered it again at the next visit.
    await prompt?.prompt();
  }

  #set(prompt: InstallPromptEvent | null): void {
    this.#prompt = prompt;
    this.onChange(prompt !== null);
  }
}
