import { settleTrack } from '../captions/caption-track';
import type { CaptionSource, Transcript } from '../captions/transcript';
import type { Segment } from '../contract/transcript';

/** Segments of one source that are written together: a growing transcript rewrites its last block alone. */
const BLOCK_SEGMENTS = 40;

/** A source without its text, but with the few lines that a person has taken out. */
export interface SourceHead extends Omit<CaptionSource, 'track'> {
  readonly removed?: readonly Segment[];
}

/** `[source, block]` in a session. */
export type BlockPlace = readonly [number, number];

export interface TextBlock {
  readonly place: BlockPlace;
  readonly segments: readonly Segment[];
}

/** What has to be written so that the database holds a transcript. */
export interface TextChange {
  /** All that the database then holds: unfinished text settled, sources without text left out. */
  readonly kept: Transcript;
  readonly heads: readonly SourceHead[];
  readonly written: readonly TextBlock[];
  readonly gone: readonly BlockPlace[];
  /** Of the whole text, as JSON would have it. */
  readonly textBytes: number;
}

/** Remembers what was written last, so that only what differs is written next. */
export class BlockWriter {
  #blocks = new Map<string, { readonly block: TextBlock; readonly bytes: number }>();

  /** Text that is still unfinished is kept as it stands. */
  change(transcript: Transcript): TextChange {
    const sources = withText(transcript);
    const before = this.#blocks;
    const written: TextBlock[] = [];
    this.#blocks = new Map(
      blocksOf(sources).map((block) => {
        const key = block.place.join(' ');
        const old = before.get(key);
        if (old !== undefined && sameItems(old.block.segments, block.segments)) return [key, old];
        written.push(block);
        return [key, { block, bytes: JSON.stringify(block.segments).length }];
      }),
    );
    const gone = [...before].flatMap(([key, { block }]) => (this.#blocks.has(key) ? [] : [block.place]));
    const textBytes = [...this.#blocks.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    return { kept: { sources }, heads: sources.map(headOf), written, gone, textBytes };
  }

  /** Makes the next change() write everything: another session, or a write that failed. */
  forget(): void {
    this.#blocks = new Map();
  }
}

/** Puts a transcript together again. */
export function joinBlocks(heads: readonly SourceHead[], blocks: readonly TextBlock[]): Transcript {
  const sources = heads.map(({ removed, ...head }, index) => ({
    ...head,
    track: {
      segments: blocks.filter(({ place }) => place[0] === index).flatMap((block) => block.segments),
      partials: [],
      ...(removed !== undefined && { removed }),
    },
  }));
  return { sources };
}

function withText({ sources }: Transcript): readonly CaptionSource[] {
  return sources
    .map((source) => ({ ...source, track: settleTrack(source.track, 'unfinished') }))
    .filter((source) => source.track.segments.length > 0);
}

function headOf({ track: { removed }, ...head }: CaptionSource): SourceHead {
  return removed === undefined ? head : { ...head, removed };
}

function blocksOf(sources: readonly CaptionSource[]): TextBlock[] {
  return sources.flatMap(({ track: { segments } }, source) =>
    Array.from({ length: Math.ceil(segments.length / BLOCK_SEGMENTS) }, (_, block) => ({
      place: [source, block] as const,
      segments: segments.slice(block * BLOCK_SEGMENTS, (block + 1) * BLOCK_SEGMENTS),
    })),
  );
}

function sameItems(a: readonly Segment[], b: readonly Segment[]): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}
