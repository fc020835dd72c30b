import type { CaptionSource, Transcript } from '../captions/transcript';
import type { Partial, Segment } from '../contract/transcript';
import { byId, create, setText } from './dom';
import { clockText } from './format';

/** How a caption came about; each has its own mark. */
type Mark = 'partial' | 'awaiting' | 'student' | 'second-look';

interface DrawnSource {
  readonly section: HTMLElement;
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

  constructor(private readonly names: EngineNames) {}

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

  #dropGone(kept: ReadonlySet<string>): void {
    for (const [id, { section }] of this.#drawn) {
      if (kept.has(id)) continue;
      section.remove();
      this.#drawn.delete(id);
    }
  }

  #add(source: CaptionSource): DrawnSource {
    const section = create('section', 'source');
    const heading = create('h3', 'source-name', source.name);
    const started = new Date(source.startedAtMs);
    const time = create('time', 'source-time', started.toLocaleTimeString([], { timeStyle: 'short' }));
    time.dateTime = started.toISOString();
    heading.append(' ', time);
    const list = create('ol', 'caption-list');
    const empty = create('p', 'fine', 'No words were heard.');
    section.append(heading, list, empty);
    const drawn = { section, list, empty, segments: [] };
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
    return caption('li', segment, mark, `Written by ${this.names.name(segment.engine)}`);
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
      const drawn = caption(
        'div',
        partial,
        mark,
        mark === 'awaiting' ? 'Second look under way' : 'Still listening',
      );
      drawn.id = rowId(partial);
      if (row === undefined) this.#partials.append(drawn);
      else row.replaceWith(drawn);
    });
    while (rows.length > partials.length) this.#partials.lastElementChild?.remove();
  }
}

function rowId(partial: Partial): string {
  return `partial-${String(partial.id)}`;
}

function caption(
  tag: 'li' | 'div',
  { text, startMs }: Pick<Segment, 'text' | 'startMs'>,
  mark: Mark,
  title: string,
): HTMLElement {
  const row = create(tag, `caption caption-${mark}`);
  const meta = create('span', 'caption-meta');
  const sign = create('span', `mark mark-${mark}`);
  sign.title = title;
  meta.append(sign, create('span', 'caption-time', clockText(startMs)));
  const engine = create('span', 'visually-hidden', ` (${title})`);
  const words = create('p', 'caption-text', text);
  // The writer comes last for those who listen: the words matter first.
  row.append(meta, words, engine);
  return row;
}
