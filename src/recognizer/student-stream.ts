import type { HearingStream, LogMelSpan, Sounds } from './acoustic-model';
import type { HearingGraph, Memory } from './hearing-graph';
import { normaliseRunningPeak } from './normalisation';

/** All that one call leaves to the next. */
interface StreamState {
  /** [contextFrames, melBins], the newest frames heard for good, normalised. */
  readonly context: Float32Array;
  /** Of the normalisation, after the newest frame heard for good. */
  readonly peak: number;
  readonly memory: Memory;
}

/**
 * One stream in the student's ears. Keys and values of the frames heard for good stay in memory (as in Transformer-XL,
 * Dai et al. 2019), so that each call costs the same and still knows the voice and the words before. The memory has
 * one size from the first call on: a GPU then compiles its programs once.
 */
export class StudentStream implements HearingStream {
  #state: StreamState;

  constructor(private readonly graph: HearingGraph) {
    const { features, memory } = graph.manifest;
    this.#state = {
      context: new Float32Array(memory.contextFrames * features.melBins),
      peak: features.normalisation.initialPeak,
      memory: graph.emptyMemory(memory.frames),
    };
  }

  async hear(span: LogMelSpan, keptFrames: number): Promise<{ sounds: Sounds; finalFrames: number }> {
    const { features, frameMultiple, subsampling, memory } = this.graph.manifest;
    const finalFrames = Math.ceil(keptFrames / frameMultiple);
    if (keptFrames > span.frames || (keptFrames % frameMultiple !== 0 && keptFrames !== span.frames)) {
      throw new RangeError(`${keptFrames} frames of ${span.frames} cannot be kept`);
    }
    const { context, peak, memory: before } = this.#state;
    const { data, peaks } = normaliseRunningPeak(
      this.graph.padded(span),
      features.melBins,
      features.normalisation,
      peak,
    );
    const input = new Float32Array(context.length + data.length);
    input.set(context);
    input.set(data, context.length);
    const keptEncoderFrames = (finalFrames * frameMultiple) / subsampling;
    const kept = Array.from({ length: memory.frames }, (_, index) => keptEncoderFrames + index);
    const { sounds, entries } = await this.graph.run(input, before, kept);
    const keptValues = finalFrames * frameMultiple * features.melBins;
    this.#state = {
      context: input.slice(keptValues, keptValues + context.length),
      peak: peaks[finalFrames * frameMultiple - 1] ?? peak,
      memory: {
        position: before.position + keptEncoderFrames,
        entries: entries ?? before.entries,
        remembered: Math.min(memory.frames, before.remembered + keptEncoderFrames),
      },
    };
    return { sounds, finalFrames };
  }
}
