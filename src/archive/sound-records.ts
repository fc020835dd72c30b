import { SOURCE_KINDS, type SourceKind } from '../contract/audio-source';
import type { SoundPiece } from '../contract/kept-sound';
import { asked, rangeOf, type RecordKey } from './records';

/** What is kept of a session's sound beside its pieces. */
export interface AudioInfo {
  readonly bytes: number;
}

/** The sound of one source in one run of live captions. */
export interface SoundTrack {
  /** Of the run: milliseconds since 1970, as its CaptionSource has it. */
  readonly startedAtMs: number;
  /** Absent where the run had one source. */
  readonly source?: SourceKind;
}

/** `['audio', session, run, source, start]`: in this order pieces of a track lie together and in time. */
export function pieceKey(id: string, { startedAtMs, source }: SoundTrack, startMs: number): RecordKey {
  return ['audio', id, startedAtMs, placeOf(source), startMs];
}

export function trackRange(id: string, { startedAtMs, source }: SoundTrack): IDBKeyRange {
  const track = ['audio', id, startedAtMs, placeOf(source)];
  return IDBKeyRange.bound(track, [...track, []]);
}

/** Which tracks these keys of pieces belong to, in their order. */
export function tracksOf(keys: readonly IDBValidKey[]): readonly SoundTrack[] {
  const tracks = new Map<string, SoundTrack>();
  for (const key of keys as [string, string, number, number, number][]) {
    const source = SOURCE_KINDS[key[3]];
    tracks.set(`${key[2]} ${key[3]}`, { startedAtMs: key[2], ...(source && { source }) });
  }
  return [...tracks.values()];
}

export function bytesOf({ packets, description }: SoundPiece): number {
  return packets.reduce((sum, packet) => sum + packet.byteLength, description?.byteLength ?? 0);
}

/** Gives a session's sound to another one. Part of a transaction that its caller commits. */
export async function moveSound(store: IDBObjectStore, from: string, to: string): Promise<void> {
  const [keys, pieces, info] = await Promise.all([
    asked(store.getAllKeys(rangeOf('audio', from))),
    asked(store.getAll(rangeOf('audio', from)) as IDBRequest<SoundPiece[]>),
    asked(store.get(['audio-info', from]) as IDBRequest<AudioInfo | undefined>),
  ]);
  if (info === undefined) return;
  (keys as [string, string, ...number[]][]).forEach(([kind, , ...place], index) => {
    store.put(pieces[index], [kind, to, ...place]);
  });
  await addBytes(store, to, info.bytes);
}

/** Part of a transaction that its caller commits. */
export function deleteSound(store: IDBObjectStore, id: string): void {
  store.delete(rangeOf('audio', id));
  store.delete(rangeOf('audio-info', id));
}

export async function addBytes(store: IDBObjectStore, id: string, bytes: number): Promise<void> {
  const info = await asked(store.get(['audio-info', id]) as IDBRequest<AudioInfo | undefined>);
  store.put({ bytes: (info?.bytes ?? 0) + bytes } satisfies AudioInfo, ['audio-info', id]);
}

/** -1 where a run has one source. */
function placeOf(source: SourceKind | undefined): number {
  return source === undefined ? -1 : SOURCE_KINDS.indexOf(source);
}
