import type { LibraryNews, NewsChannel } from './library-news';

/** A tab that has not told of its progress for so long is gone. */
const SILENCE_MS = 5000;
/** Progress is told to other tabs so often at most. */
const TELL_EVERY_MS = 200;

export interface LibraryTabsDeps {
  readonly channel: NewsChannel;
  readonly nowMs: () => number;
  readonly onNews: (news: LibraryNews) => void;
  /** The tab that was at work on a model is gone. */
  readonly onSilence: (id: string) => void;
}

/** What this tab and the others tell each other of models. */
export class LibraryTabs {
  readonly #silences = new Map<string, ReturnType<typeof setTimeout>>();
  #toldMs = 0;

  constructor(private readonly deps: LibraryTabsDeps) {
    deps.channel.onmessage = ({ data }) => {
      clearTimeout(this.#silences.get(data.id));
      deps.onNews(data);
    };
  }

  tell(news: LibraryNews): void {
    this.deps.channel.postMessage(news);
  }

  tellProgress(id: string, doneBytes: number, totalBytes: number): void {
    const nowMs = this.deps.nowMs();
    if (nowMs - this.#toldMs < TELL_EVERY_MS) return;
    this.#toldMs = nowMs;
    this.tell({ type: 'progress', id, doneBytes, totalBytes });
  }

  /** Another tab is at work on a model: it is to be heard of again soon. */
  expect(id: string): void {
    const timer = setTimeout(() => {
      this.deps.onSilence(id);
    }, SILENCE_MS);
    this.#silences.set(id, timer);
  }
}
