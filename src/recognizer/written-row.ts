import type { MoonshineManifest } from '../contract/model-manifest';
import type { ScoredToken } from './moonshine-tokenizer';
import { loopCut } from './token-loop';

/** What has been written of one utterance of a batch. */
export class WrittenRow {
  readonly #ids: number[] = [];
  readonly #tokens: ScoredToken[] = [];
  #ended: readonly ScoredToken[] | undefined;

  constructor(
    readonly maxTokens: number,
    private readonly ids: MoonshineManifest['decoder'],
  ) {
    if (maxTokens === 0) this.#ended = [];
  }

  get isDone(): boolean {
    return this.#ended !== undefined;
  }

  /** What the decoder is given next; a row that is done goes on beside the others, unheard. */
  get newest(): number {
    return this.#ids.at(-1) ?? this.ids.startId;
  }

  get tokens(): readonly ScoredToken[] {
    return this.#ended ?? this.#tokens;
  }

  add(token: ScoredToken): void {
    if (this.isDone) return;
    if (token.id === this.ids.endId) {
      this.#ended = this.#tokens;
      return;
    }
    this.#ids.push(token.id);
    this.#tokens.push(token);
    const cut = loopCut(this.#ids);
    if (cut !== undefined) this.#ended = this.#tokens.slice(0, cut);
    else if (this.#tokens.length === this.maxTokens) this.#ended = this.#tokens;
  }
}
