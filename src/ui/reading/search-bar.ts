import type { Segment } from '../../contract/transcript';
import { onLanguageChange, texts } from '../../i18n/language';
import { byId, isTyping, setText } from '../dom';
import { clockText } from '../format';
import { HitHighlight } from './hit-highlight';
import { ReplaceBar, type ReplaceDeps } from './replace-bar';
import { SearchChoice } from './search-choice';
import { captionAt, findHits, placeMs, type Hit } from './transcript-search';

/** A finished caption and where it is drawn. */
export interface DrawnCaption {
  readonly segment: Segment;
  readonly row: HTMLElement;
}

export interface SearchDeps extends ReplaceDeps {
  /** What is drawn now. */
  readonly captions: () => readonly DrawnCaption[];
  /** Brings a caption into view. */
  readonly scrollTo: (row: HTMLElement) => void;
}

/** Looks for words, or a time, in the captions, and replaces words. The browser's own search stays as it is. */
export class SearchBar {
  readonly #bar = byId('search-bar', HTMLFormElement);
  readonly #field = byId('search-field', HTMLInputElement);
  readonly #count = byId('search-count', HTMLOutputElement);
  readonly #open = byId('search-open', HTMLButtonElement);
  readonly #steps = [byId('search-previous', HTMLButtonElement), byId('search-next', HTMLButtonElement)];
  readonly #highlight = new HitHighlight();
  readonly #choice: SearchChoice;
  readonly #replace: ReplaceBar;
  #captions: readonly DrawnCaption[] = [];
  #hits: readonly Hit[] = [];
  #current = -1;

  constructor(private readonly deps: SearchDeps) {
    this.#choice = new SearchChoice(() => {
      this.#searchAnew();
    });
    this.#replace = new ReplaceBar(deps, {
      hits: () => (placeMs(this.#field.value) === null ? this.#hits : []),
      current: () => this.#current,
      captions: () => this.#captions,
      field: this.#field,
      goOn: (caption, from) => {
        const behind = this.#hits.findIndex(
          (hit) => hit.caption > caption || (hit.caption === caption && hit.start >= from),
        );
        this.#goTo(Math.max(0, behind));
      },
    });
    this.#open.addEventListener('click', () => {
      if (this.#bar.hidden) this.#show();
      else this.#close();
    });
    byId('search-close', HTMLButtonElement).addEventListener('click', () => {
      this.#close();
    });
    this.#field.addEventListener('input', () => {
      this.#searchAnew();
    });
    const [previous, next] = this.#steps;
    previous?.addEventListener('click', () => {
      this.#goTo(this.#current - 1);
    });
    next?.addEventListener('click', () => {
      this.#goTo(this.#current + 1);
    });
    this.#bar.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    this.#bar.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    window.addEventListener('keydown', (event) => {
      this.#pageKey(event);
    });
    onLanguageChange(() => {
      this.#tell();
    });
  }

  /** Call after captions were drawn: what was found stays found, and more may be. */
  update(): void {
    if (this.#bar.hidden) return;
    const current = this.#hits[this.#current];
    this.#search();
    const same = this.#hits.findIndex(
      (hit) => hit.caption === current?.caption && hit.start === current.start,
    );
    // What one was at is gone, or is back: one is at the first.
    this.#current = Math.max(same, Math.min(0, this.#hits.length - 1));
    this.#draw();
  }

  #show(): void {
    this.#bar.hidden = false;
    this.#open.ariaExpanded = 'true';
    this.#field.focus();
    this.#field.select();
    this.update();
  }

  #close(): void {
    this.#bar.hidden = true;
    this.#open.ariaExpanded = 'false';
    this.#highlight.clear();
    this.#open.focus();
  }

  #key(event: KeyboardEvent): void {
    // A key that ends the input of a Chinese or Japanese word is not meant for the field.
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      // This Escape is not the one that cancels a file.
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Enter' && event.target === this.#field) {
      event.preventDefault();
      this.#goTo(this.#current + (event.shiftKey ? -1 : 1));
    }
  }

  #pageKey(event: KeyboardEvent): void {
    if (this.#open.closest('[hidden], [inert]') !== null || document.querySelector('dialog[open]') !== null)
      return;
    const { ctrlKey, metaKey, altKey } = event;
    const replaces = event.key.toLowerCase() === 'h' && ctrlKey && !metaKey && !altKey;
    const searches = event.key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping();
    if (!replaces && !searches) return;
    event.preventDefault();
    if (this.#bar.hidden || searches) this.#show();
    if (replaces) this.#replace.open();
  }

  #searchAnew(): void {
    this.#search();
    this.#goTo(Math.max(0, this.#hits.length - 1));
  }

  #search(): void {
    this.#captions = this.deps.captions();
    const segments = this.#captions.map(({ segment }) => segment);
    const atMs = placeMs(this.#field.value);
    const at = atMs === null ? null : captionAt(segments, atMs);
    if (atMs === null) this.#hits = findHits(segments, this.#field.value, this.#choice.options);
    else this.#hits = at === null ? [] : [{ caption: at, start: 0, end: segments[at]?.text.length ?? 0 }];
  }

  /** Around the ends, as searches go. */
  #goTo(index: number): void {
    const count = this.#hits.length;
    this.#current = count === 0 ? -1 : (index + count) % count;
    this.#draw();
    const row = this.#rowOf(this.#hits[this.#current]);
    if (row !== undefined) this.deps.scrollTo(row);
  }

  #draw(): void {
    for (const step of this.#steps) step.disabled = this.#hits.length < 2;
    this.#highlight.show(
      this.#hits.map((hit) => ({ ...hit, row: this.#rowOf(hit) })),
      this.#current,
    );
    this.#replace.draw();
    this.#tell();
  }

  #tell(): void {
    const words = texts().reading;
    const query = this.#field.value;
    const isTime = placeMs(query) !== null;
    const hit = this.#hits[this.#current];
    if (query.trim() === '') setText(this.#count, '');
    else if (this.#hits.length === 0) setText(this.#count, isTime ? words.noSuchTime : words.noHits);
    else if (isTime && hit !== undefined) {
      setText(this.#count, words.jumpedTo(clockText(this.#captions[hit.caption]?.segment.startMs ?? 0)));
    } else setText(this.#count, words.hit(this.#current + 1, this.#hits.length));
  }

  #rowOf(hit: Hit | undefined): HTMLElement | undefined {
    return hit === undefined ? undefined : this.#captions[hit.caption]?.row;
  }
}
