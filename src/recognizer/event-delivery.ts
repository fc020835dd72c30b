import type { RecognizerEvent, RecognizerListener } from '../contract/recognizer-api';

/** Brings events to the page, in their order. */
export class EventDelivery {
  listener: RecognizerListener = () => undefined;
  #delivered: Promise<unknown> = Promise.resolve();

  /**
   * Settles when the page has dealt with the newest event, and so with all before it. Events and answers go by different
   * ports: an answer that must not come before them waits for this.
   */
  get delivered(): Promise<unknown> {
    return this.#delivered;
  }

  readonly emit: RecognizerListener = (event) => {
    // Through Comlink the listener returns a promise, which rejects if the page is going away.
    const listener: (event: RecognizerEvent) => unknown = this.listener;
    const sent = listener(event);
    if (sent instanceof Promise) this.#delivered = sent.catch(() => undefined);
  };
}
