import type { CtcManifest } from '../contract/model-manifest';
import type { InputTensor, OutputTensor, TensorRunner } from './onnx-session';
import type { StudentSessions } from './student-model';

interface HearingCall {
  readonly logMel: number[];
  readonly position: number[];
  readonly remembered: number[];
  readonly kept: number[];
  /** Keys of the first layer and head. */
  readonly memory: number[];
  /** Entries of the memory. */
  readonly room: number;
  readonly remembersNext: boolean;
}

/**
 * The student's two graphs without a network: each remembers what it was asked and answers with one value. Its memory
 * holds the number of each encoder frame in its stream, from 1, and follows `kept` as the real graph does. For tests
 * of one layer, one head and keys of size one.
 */
export class FakeGraphs implements StudentSessions {
  readonly heard: HearingCall[] = [];
  readonly spelled: { readonly phonemes: number[]; readonly features: number[] }[] = [];
  failing = false;
  disposals = 0;

  constructor(
    private readonly manifest: Pick<CtcManifest, 'features' | 'memory' | 'phonemes' | 'vocabulary'>,
    private readonly value: { readonly hearing?: () => number; readonly speller?: () => number } = {},
  ) {}

  readonly hearing: TensorRunner = {
    run: async (inputs, outputs) => {
      const room = inputs['memory']?.dims[3] ?? 0;
      const call: HearingCall = {
        logMel: numbers(inputs['log_mel']),
        position: numbers(inputs['position']),
        remembered: numbers(inputs['remembered']),
        kept: numbers(inputs['kept']),
        memory: numbers(inputs['memory']).slice(0, room),
        room,
        remembersNext: outputs.includes('next_memory'),
      };
      this.heard.push(call);
      await this.#mayFail();
      const { features, memory, phonemes } = this.manifest;
      const rows = (call.logMel.length / features.melBins - memory.contextFrames) / 4;
      const frames = Array.from({ length: 2 * rows }, (_, frame) => (call.position[0] ?? 0) + frame + 1);
      const entries = [...call.memory, ...frames];
      const next = call.kept.map((index) => entries[index] ?? NaN);
      const results: Record<string, OutputTensor> = {
        phonemes: filled([1, rows, phonemes], this.value.hearing?.() ?? 1),
        features: filled([1, rows, 7], 0.5),
        next_memory: { data: Float32Array.from([...next, ...next]), dims: [1, 2, 1, next.length, 1] },
      };
      return outputs.map((name) => results[name] ?? filled([0], 0));
    },
    dispose: () => this.#dispose(),
  };

  readonly speller: TensorRunner = {
    run: async (inputs) => {
      this.spelled.push({ phonemes: numbers(inputs['phonemes']), features: numbers(inputs['features']) });
      await this.#mayFail();
      const rows = 2 * (inputs['phonemes']?.dims[1] ?? 0);
      return [filled([1, rows, this.manifest.vocabulary.size], this.value.speller?.() ?? 1)];
    },
    dispose: () => this.#dispose(),
  };

  #mayFail(): Promise<void> {
    return this.failing ? Promise.reject(new Error('planted failure')) : Promise.resolve();
  }

  #dispose(): Promise<void> {
    this.disposals += 1;
    return Promise.resolve();
  }
}

function numbers(tensor: InputTensor | undefined): number[] {
  return Array.from(tensor?.data ?? [], Number);
}

function filled(dims: readonly number[], value: number): OutputTensor {
  const length = dims.reduce((product, size) => product * size, 1);
  return { data: new Float32Array(length).fill(value), dims };
}
