import type { CaptionSource, Transcript } from '../captions/transcript';
import type { Partial, Segment } from '../contract/transcript';
import { language, LANGUAGE_TAGS, onLanguageChange, texts } from '../i18n/language';
import { captionRow, labelRow, type Mark } from './caption-row';
import { drawLines, hasChanged } from './caption-lines';
import { drawMissed } from './missed-sound';
import { byId, create, setText } from './dom';
import { spokenLanguages } from './language-names';
import type { DrawnCaption } from './reading/search-bar';
import { sourceName } from './source-name';

/** A screen reader has seen by then that a change of language, or a correction, is nothing to read out. */
const QUIET_MS = 500;

interface DrawnSource {
  readonly source: CaptionSource;
  readonly section: HTMLElement;
  readonly name: HTMLElement;
  readonly time: HTMLTimeElement;
  /** What was spoken in it, where that is not always English. */
  readonly languages: HTMLElement;
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
      this.relabel();
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
      setText(drawn.languages, spokenLanguages(source.track.segments));
      drawMissed(drawn, source);
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
    section.dataset['source'] = source.id;
    const name = create('span', '');
    const time = create('time', 'source-time');
    time.dateTime = new Date(source.startedAtMs).toISOString();
    const heading = create('h3', 'source-name');
    const languages = create('span', 'source-time');
    heading.append(name, ' ', time, ' ', languages);
    const list = create('ol', 'caption-list');
    const empty = create('p', 'fine');
    section.append(heading, list, empty);
    const drawn: DrawnSource = { source, section, name, time, languages, list, empty, segments: [] };
    labelSource(drawn);
    this.#drawn.set(source.id, drawn);
    return drawn;
  }

  #renderSegments(drawn: DrawnSource, segments: readonly Segment[]): void {
    if (drawn.segments === segments) return;
    // A person knows what they have corrected just now.
    if (hasChanged(drawn.segments, segments)) this.#hush();
    drawLines(drawn.list, drawn.segments, segments, (segment) => this.#finalCaption(segment));
    drawn.segments = segments;
  }

  #finalCaption(segment: Segment): HTMLElement {
    const mark = this.names.isSecondLook(segment.engine) ? 'second-look' : 'student';
    const row = captionRow('li', segment, mark, this.#writer(segment));
    row.dataset['line'] = String(segment.id);
    return row;
  }

  #writer({ engine, heard }: Segment): string {
    const name = this.names.name(engine);
    return heard === undefined ? texts().captions.writtenBy(name) : texts().corrections.correctedBy(name);
  }

  /** Screen readers do not hear of what changes now. */
  #hush(): void {
    this.#log.ariaLive = 'off';
    setTimeout(() => {
      this.#log.ariaLive = 'polite';
    }, QUIET_MS);
  }

  /** In the language of now, without a word read out: the captions themselves are the same. */
  relabel(): void {
    this.#hush();
    for (const drawn of this.#drawn.values()) {
      labelSource(drawn);
      setText(drawn.languages, spokenLanguages(drawn.segments));
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
