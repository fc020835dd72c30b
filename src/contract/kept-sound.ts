import type { SourceKind } from './audio-source';

/** 'pcm-s16' where the browser cannot encode Opus: 16-bit samples, little-endian. */
export type SoundCodec = 'opus' | 'pcm-s16';

/** Some seconds of a live source's sound, as they are kept. */
export interface SoundPiece {
  readonly codec: SoundCodec;
  readonly sampleRateHz: number;
  /** Counted as the times of the transcript are. */
  readonly startMs: number;
  /** One after the other, without gaps; each can be decoded after those before it. */
  readonly packets: readonly Uint8Array[];
  /** Length of each packet. */
  readonly packetMs: number;
  /** What a decoder has to know of Opus: its identification header. */
  readonly description?: Uint8Array;
  /** Where it was heard; absent where there is only one source. */
  readonly source?: SourceKind;
}
