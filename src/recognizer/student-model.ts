import type { CtcManifest } from '../contract/model-manifest';
import type { AcousticModel, Logits, LogMelSpan } from './acoustic-model';
import { normaliseRunningPeak } from './normalisation';
import type { TensorRunner } from './onnx-session';
import { RecognizerFailure } from './recognizer-failure';

/** log10 of the smallest mel power that the features keep: what padding is made of. */
const SILENT_LOG_MEL = -10;

/** The CTC student on one execution provider. */
export class StudentModel implements AcousticModel {
  readonly id: string;
  readonly frameMs: number;
  readonly maxFrames: number;
  readonly blankId: number;
  readonly #manifest: CtcManifest;
  readonly #session: TensorRunner;

  /** Owns the session: dispose() closes it. Throws a RecognizerFailure if pieces and vocabulary differ in size. */
  constructor(
    manifest: CtcManifest,
    readonly pieces: readonly string[],
    session: TensorRunner,
  ) {
    if (pieces.length !== manifest.vocabulary.size) {
      throw new RecognizerFailure({
        code: 'model-corrupt',
        message: `${manifest.id} has ${pieces.length} token pieces for a vocabulary of ${manifest.vocabulary.size}`,
      });
    }
    const { hopSamples, sampleRateHz } = manifest.features;
    this.id = manifest.id;
    this.frameMs = (1000 * hopSamples * manifest.subsampling) / sampleRateHz;
    this.maxFrames = manifest.maxFrames;
    this.blankId = manifest.vocabulary.blankId;
    this.#manifest = manifest;
    this.#session = session;
  }

  /** Logits for the span, padded with silence to a multiple of what the model takes: frames / subsampling of that. */
  async logits({ frames, data }: LogMelSpan): Promise<Logits> {
    const { features, frameMultiple, subsampling, vocabulary, phonemes } = this.#manifest;
    if (frames > this.maxFrames || data.length !== frames * features.melBins) {
      throw new RangeError(
        `span of ${frames} frames with ${data.length} values; at most ${this.maxFrames} frames of ${features.melBins}`,
      );
    }
    const paddedFrames = Math.ceil(frames / frameMultiple) * frameMultiple;
    const logitFrames = paddedFrames / subsampling;
    if (logitFrames === 0) return { frames: 0, vocabulary: vocabulary.size, data: new Float32Array() };
    const padded = new Float32Array(paddedFrames * features.melBins).fill(SILENT_LOG_MEL);
    padded.set(data);
    const input = normaliseRunningPeak(padded, features.melBins, features.normalisation);
    const [logits, heard] = await this.#session.run(
      { log_mel: { data: input, dims: [1, paddedFrames, features.melBins] } },
      phonemes === undefined ? ['logits'] : ['logits', 'phonemes'],
    );
    const expected = logitFrames * vocabulary.size;
    // A lost GPU device resolves runs all the same, with zeros or noise in place of logits.
    if (logits?.data.length !== expected || !isPlausible(logits.data)) {
      throw new RecognizerFailure({
        code: 'provider-failed',
        message: `${this.id} gave no usable logits for ${frames} frames`,
      });
    }
    const tokens = { frames: logitFrames, vocabulary: vocabulary.size, data: logits.data };
    if (phonemes === undefined || heard === undefined) return tokens;
    const frameMs = (this.frameMs * frameMultiple) / subsampling;
    return {
      ...tokens,
      phonemes: { frames: paddedFrames / frameMultiple, phonemes, data: heard.data, frameMs },
    };
  }

  async dispose(): Promise<void> {
    await this.#session.dispose();
  }
}

function isPlausible(logits: Float32Array): boolean {
  return logits.every(Number.isFinite) && logits.some((value) => value !== 0);
}
