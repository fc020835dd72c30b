import type { CtcManifest } from '../contract/model-manifest';
import type { AcousticModel, HearingStream, Logits, LogMelSpan, Sounds } from './acoustic-model';
import { HearingGraph, isPlausible } from './hearing-graph';
import { normaliseRunningPeak } from './normalisation';
import type { TensorRunner } from './onnx-session';
import { RecognizerFailure } from './recognizer-failure';
import { StudentStream } from './student-stream';

/** The student's two graphs, each in a session of its own. */
export interface StudentSessions {
  readonly hearing: TensorRunner;
  readonly speller: TensorRunner;
}

/** The CTC student on one execution provider. */
export class StudentModel implements AcousticModel {
  readonly id: string;
  readonly frameMs: number;
  readonly maxFrames: number;
  readonly blankId: number;
  readonly hop: AcousticModel['hop'];
  readonly #manifest: CtcManifest;
  readonly #hearing: HearingGraph;
  readonly #speller: TensorRunner;

  /** Owns the sessions: dispose() closes them. Throws a RecognizerFailure if pieces and vocabulary differ in size. */
  constructor(
    manifest: CtcManifest,
    readonly pieces: readonly string[],
    { hearing, speller }: StudentSessions,
  ) {
    if (pieces.length !== manifest.vocabulary.size) {
      throw new RecognizerFailure({
        code: 'model-corrupt',
        message: `${manifest.id} has ${pieces.length} token pieces for a vocabulary of ${manifest.vocabulary.size}`,
      });
    }
    const { features, subsampling, memory } = manifest;
    this.id = manifest.id;
    this.frameMs = (1000 * features.hopSamples * subsampling) / features.sampleRateHz;
    this.maxFrames = manifest.maxFrames;
    this.blankId = manifest.vocabulary.blankId;
    this.hop = {
      chunkFrames: memory.chunkFrames * subsampling,
      lookAheadFrames: memory.lookAheadFrames * subsampling,
    };
    this.#manifest = manifest;
    this.#hearing = new HearingGraph(manifest, hearing);
    this.#speller = speller;
  }

  /** Sounds of the span, padded with silence to a multiple of what the model takes. */
  async hear(span: LogMelSpan): Promise<Sounds> {
    const { features, memory } = this.#manifest;
    const padded = this.#hearing.padded(span);
    if (padded.length === 0) return this.#silence();
    const { data } = normaliseRunningPeak(padded, features.melBins, features.normalisation);
    // At the start of a stream the graph does not look at the context.
    const context = memory.contextFrames * features.melBins;
    const input = new Float32Array(context + data.length);
    input.set(data, context);
    return (await this.#hearing.run(input, this.#hearing.emptyMemory(1), [])).sounds;
  }

  openStream(): HearingStream {
    return new StudentStream(this.#hearing);
  }

  async spell({ phonemes, features }: Sounds): Promise<Logits> {
    const { frameMultiple, subsampling, vocabulary } = this.#manifest;
    const { frames } = phonemes;
    const logitFrames = (frames * frameMultiple) / subsampling;
    if (frames === 0) return { frames: 0, vocabulary: vocabulary.size, data: new Float32Array() };
    const [logits] = await this.#speller.run(
      {
        phonemes: { data: phonemes.data, dims: [1, frames, phonemes.phonemes] },
        features: { data: features, dims: [1, frames, features.length / frames] },
      },
      ['logits'],
    );
    if (logits?.data.length !== logitFrames * vocabulary.size || !isPlausible(logits.data)) {
      throw new RecognizerFailure({
        code: 'provider-failed',
        message: `${this.id} spelled nothing usable from ${frames} frames of phonemes`,
      });
    }
    return { frames: logitFrames, vocabulary: vocabulary.size, data: logits.data };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#hearing.dispose(), this.#speller.dispose()]);
  }

  #silence(): Sounds {
    const { phonemes, frameMultiple, subsampling } = this.#manifest;
    const frameMs = (this.frameMs * frameMultiple) / subsampling;
    const none = new Float32Array();
    return { phonemes: { frames: 0, phonemes, data: none, frameMs }, features: none };
  }
}
