import type { CtcManifest } from '../contract/model-manifest';
import type { LogMelSpan, Sounds } from './acoustic-model';
import type { TensorRunner } from './onnx-session';
import { RecognizerFailure } from './recognizer-failure';

/** log10 of the smallest mel power that the features keep: what padding is made of. */
const SILENT_LOG_MEL = -10;
const KEYS_AND_VALUES = 2;

/** What the hearing graph remembers of a stream, and what it shall remember next. */
export interface Memory {
  /** Encoder frames heard before. */
  readonly position: number;
  /** [layers, 2, heads, entries, headSize]; only the last `remembered` entries count. */
  readonly entries: Float32Array;
  readonly remembered: number;
}

/** The student's first graph: from log-mel frames to sounds. */
export class HearingGraph {
  constructor(
    readonly manifest: CtcManifest,
    private readonly session: TensorRunner,
  ) {}

  /** A memory of nothing, with room for so many encoder frames. */
  emptyMemory(frames: number): Memory {
    const { layers, heads, headSize } = this.manifest.memory;
    const entries = new Float32Array(layers * KEYS_AND_VALUES * heads * frames * headSize);
    return { position: 0, entries, remembered: 0 };
  }

  /**
   * The span with silence behind it, up to a length that the graph takes.
   *
   * @returns [frames, melBins]
   * @throws RangeError if the span is too long or its data has another shape.
   */
  padded({ frames, data }: LogMelSpan): Float32Array {
    const { features, frameMultiple, maxFrames } = this.manifest;
    if (frames > maxFrames || data.length !== frames * features.melBins) {
      throw new RangeError(
        `span of ${frames} frames with ${data.length} values; at most ${maxFrames} frames of ${features.melBins}`,
      );
    }
    const length = Math.ceil(frames / frameMultiple) * frameMultiple * features.melBins;
    const padded = new Float32Array(length).fill(SILENT_LOG_MEL);
    padded.set(data);
    return padded;
  }

  /**
   * @param logMel [contextFrames + frames, melBins], normalised
   * @param kept which entries to remember next: indices into those of the memory and then this call's encoder frames
   * @returns sounds, and the next memory's entries where any are kept
   * @throws RecognizerFailure 'provider-failed' where the output is no scores
   */
  async run(
    logMel: Float32Array,
    { position, entries, remembered }: Memory,
    kept: readonly number[],
  ): Promise<{ sounds: Sounds; entries: Float32Array | undefined }> {
    const { features, frameMultiple, memory, phonemes, id } = this.manifest;
    const { layers, heads, headSize, contextFrames } = memory;
    const inputFrames = logMel.length / features.melBins;
    const rows = (inputFrames - contextFrames) / frameMultiple;
    const room = entries.length / (layers * KEYS_AND_VALUES * heads * headSize);
    // The graph wants an index, even where nothing is asked to be remembered.
    const indices = kept.length === 0 ? [0] : kept;
    const [scores, described, next] = await this.session.run(
      {
        log_mel: { data: logMel, dims: [1, inputFrames, features.melBins] },
        position: int64([position]),
        memory: { data: entries, dims: [layers, KEYS_AND_VALUES, heads, room, headSize] },
        remembered: int64([remembered]),
        kept: int64(indices),
      },
      kept.length === 0 ? ['phonemes', 'features'] : ['phonemes', 'features', 'next_memory'],
    );
    if (scores?.data.length !== rows * phonemes || described === undefined || !isPlausible(scores.data)) {
      throw new RecognizerFailure({
        code: 'provider-failed',
        message: `${id} heard nothing usable in ${inputFrames - contextFrames} frames`,
      });
    }
    const frameMs = (1000 * frameMultiple * features.hopSamples) / features.sampleRateHz;
    return {
      sounds: { phonemes: { frames: rows, phonemes, data: scores.data, frameMs }, features: described.data },
      entries: next?.data,
    };
  }

  dispose(): Promise<void> {
    return this.session.dispose();
  }
}

/** A lost GPU device resolves runs all the same, with zeros or noise in place of scores. */
export function isPlausible(scores: Float32Array): boolean {
  return scores.every(Number.isFinite) && scores.some((value) => value !== 0);
}

function int64(values: readonly number[]): { data: BigInt64Array; dims: readonly number[] } {
  return { data: BigInt64Array.from(values, BigInt), dims: [values.length] };
}
