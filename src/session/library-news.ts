/** What tabs tell each other of models. */
export type LibraryNews =
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  /** Somebody wants it to stop, wherever it runs. */
  | { readonly type: 'pause'; readonly id: string }
  /** Something was installed, stopped or deleted. */
  | { readonly type: 'changed'; readonly id: string };

/** The part of a BroadcastChannel that is used. */
export interface NewsChannel {
  postMessage(news: LibraryNews): void;
  onmessage: ((event: MessageEvent<LibraryNews>) => void) | null;
}

const NAME = 'tabscribe.models';

/** Silent where the browser has no such channel. */
export function newsChannel(): NewsChannel {
  return typeof BroadcastChannel === 'undefined'
    ? { postMessage: () => undefined, onmessage: null }
    : new BroadcastChannel(NAME);
}
