import type { CaptionSource, Transcript } from '../captions/transcript';
import type { Partial, Segment } from '../contract/transcript';
import { language, LANGUAGE_TAGS, onLanguageChange, texts } from '../i18n/language';
import { captionRow, labelRow, type Mark } from './caption-row';
import { byId, create, setText } from './dom';
import type { DrawnCaption } from './reading/search-bar';
import { sourceName } from './source-name';

/** A screen reader has seen by then that a change of language is nothing to read out. */
const QUIET_MS = 500;

interface DrawnSource {
  readonly source: CaptionSource;
  readonly section: HTMLElement;
  readonly name: HTMLElement;
  readonly time: HTMLTimeElement;
  readonly list: HTMLOListElement;
  readonly empty: HTMLParagraphElement;
  segments: readonly Segment[];
}

/** Which engine wrote a caption, as the page shows it. */
export interface EngineNames {
  isSecondLook(engine: string): boolean;
  name(engine: string): string;
}

/**
 * Draws the transcript: final text in the log that screen readers follow, unfinished text below it, outside.
 * Only what changed is drawn, so that a long transcript costs no more than a short one.
 */
export class CaptionList {
  readonly #log = byId('captions', HTMLDivElement);
  readonly #partials = byId('partials', HTMLDivElement);
  readonly #drawn = new Map<string, DrawnSource>();
  #shownPartials: readonly Partial[] = [];

  constructor(private readonly names: EngineNames) {
    onLanguageChange(() => {
      this.#relabel();
    });
  }

  /** @param busy The last source is still in progress. */
  render(transcript: Transcript, busy: boolean): void {
    const { sources } = transcript;
    this.#dropGone(new Set(sources.map((source) => source.id)));
    sources.forEach((source, index) => {
      const drawn = this.#drawn.get(source.id) ?? this.#add(source);
      if (this.#log.children[index] !== drawn.section) {
        this.#log.insertBefore(drawn.section, this.#log.children[index] ?? null);
      }
      this.#renderSegments(drawn, source.track.segments);
      const inProgress = busy && index === sources.length - 1;
      drawn.empty.hidden = inProgress || source.track.segments.length > 0;
    });
    this.#renderPartials(sources.at(-1)?.track.partials ?? []);
  }

  /** Finished captions as they are drawn now, the first first. */
  drawn(): DrawnCaption[] {
    return [...this.#log.children].flatMap((section) => {
      const drawn = [...this.#drawn.values()].find((item) => item.section === section);
      return (drawn?.segments ?? []).map((segment, index) => ({
        segment,
        row: drawn?.list.children[index] as HTMLElement,
      }));
    });
  }

  #dropGone(kept: ReadonlySet<string>): void {
    for (const [id, { section }] of this.#drawn) {
      if (kept.has(id)) continue;
      section.remove();
      this.#drawn.delete(id);
    }
  }

  #add(source: CaptionSource): DrawnSource {
    const section = create('section', 'source');
    const name = create('span', '');
    const time = create('time', 'source-time');
    time.dateTime = new Date(source.startedAtMs).toISOString();
    const heading = create('h3', 'source-name');
    heading.append(name, ' ', time);
    const list = create('ol', 'caption-list');
    const empty = create('p', 'fine');
    section.append(heading, list, empty);
    const drawn: DrawnSource = { source, section, name, time, list, empty, segments: [] };
    labelSource(drawn);
    this.#drawn.set(source.id, drawn);
    return drawn;
  }

  #renderSegments(drawn: DrawnSource, segments: readonly Segment[]): void {
    if (drawn.segments === segments) return;
    const { list } = drawn;
    let same = 0;
    while (same < segments.length && segments[same] === drawn.segments[same]) same += 1;
    while (list.children.length > same) list.lastElementChild?.remove();
    list.append(...segments.slice(same).map((segment) => this.#finalCaption(segment)));
    drawn.segments = segments;
  }

  #finalCaption(segment: Segment): HTMLElement {
    const mark = this.names.isSecondLook(segment.engine) ? 'second-look' : 'student';
    return captionRow('li', segment, mark, this.#writer(segment));
  }

  #writer({ engine }: Segment): string {
    return texts().captions.writtenBy(this.names.name(engine));
  }

  /** In the language of now, without a word read out: the captions themselves are the same. */
  #relabel(): void {
    this.#log.ariaLive = 'off';
    for (const drawn of this.#drawn.values()) {
      labelSource(drawn);
      drawn.segments.forEach((segment, index) => {
        const row = drawn.list.children[index];
        if (row !== undefined) labelRow(row, this.#writer(segment));
      });
    }
    const rows = this.#partials.children;
    this.#shownPartials.forEach((partial, index) => {
      const row = rows[index];
      if (row !== undefined) labelRow(row, progressOf(partial));
    });
    setTimeout(() => {
      this.#log.ariaLive = 'polite';
    }, QUIET_MS);
  }

  #renderPartials(partials: readonly Partial[]): void {
    if (this.#shownPartials === partials) return;
    this.#shownPartials = partials;
    const rows = this.#partials.children;
    partials.forEach((partial, index) => {
      const mark: Mark = partial.awaitingFinal ? 'awaiting' : 'partial';
      const row = rows[index];
      const text = row?.querySelector('.caption-text');
      if (row?.classList.contains(`caption-${mark}`) === true && row.id === rowId(partial) && text) {
        setText(text, partial.text);
        return;
      }
      const drawn = captionRow('div', partial, mark, progressOf(partial));
      drawn.id = rowId(partial);
      if (row === undefined) this.#partials.append(drawn);
      else row.replaceWith(drawn);
    });
    while (rows.length > partials.length) this.#partials.lastElementChild?.remove();
  }
}

function labelSource({ source, name, time, empty }: DrawnSource): void {
  setText(name, sourceName(source));
  const tag = LANGUAGE_TAGS[language()];
  setText(time, new Date(source.startedAtMs).toLocaleTimeString(tag, { timeStyle: 'short' }));
  setText(empty, texts().captions.noWords);
}

function progressOf({ awaitingFinal }: Partial): string {
  const { secondLookUnderWay, stillListening } = texts().captions;
  return awaitingFinal ? secondLookUnderWay : stillListening;
}

function rowId(partial: Partial): string {
  return `partial-${String(partial.id)}`;
}
