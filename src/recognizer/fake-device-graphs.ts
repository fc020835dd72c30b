import type { DeviceRunner, DeviceTensor } from './device-runner';
import type { MoonshineGraphs } from './moonshine-batch';
import type { InputTensor, OutputTensor } from './onnx-session';

export const FAKE_SAMPLES_PER_FRAME = 400;
const END = 2;

type Inputs = Readonly<Record<string, InputTensor | DeviceTensor>>;
type Outputs = { readonly read?: string; readonly kept?: readonly string[] };
type Results = { readonly read: OutputTensor | undefined; readonly kept: readonly DeviceTensor[] };

/** A tensor that counts itself as long as nobody has given it back. */
class FakeTensor implements DeviceTensor {
  constructor(
    readonly dims: readonly number[],
    private readonly alive: Set<FakeTensor>,
    readonly data: Float32Array = new Float32Array(),
  ) {
    alive.add(this);
  }

  dispose(): void {
    if (!this.alive.delete(this)) throw new Error('given back twice');
  }
}

/**
 * Graphs that write a script for each utterance, told apart by the utterance's first sample. They hold what real ones hold:
 * the past grows by one entry a step, and a frame that the mask does not hide but that is no utterance's own is an error.
 */
export class FakeDeviceGraphs implements MoonshineGraphs {
  readonly alive = new Set<FakeTensor>();
  readonly batches: number[] = [];
  disposals = 0;
  steps = 0;
  /** Called before each step. */
  onStep: () => void = () => undefined;

  constructor(private readonly scripts: Readonly<Record<number, readonly number[]>>) {}

  readonly encoder = this.#runner((inputs) => {
    const { data } = floatsOf(inputs, 'samples');
    const frames = Math.floor(data.length / FAKE_SAMPLES_PER_FRAME);
    return { read: { data: new Float32Array(frames).fill(data[0] ?? 0), dims: [1, frames, 1] }, kept: [] };
  });

  readonly cross = this.#runner((inputs, { kept = [] }) => {
    const { data, dims } = floatsOf(inputs, 'hidden');
    this.batches.push(dims[0] ?? 0);
    return { read: undefined, kept: kept.map(() => new FakeTensor(dims, this.alive, data)) };
  });

  readonly decoder = this.#runner((inputs, { kept = [] }) => {
    this.onStep();
    this.steps += 1;
    const hidden = inputs['cross.0.key'];
    const past = inputs['past.0.key'];
    if (!(hidden instanceof FakeTensor) || past === undefined) throw new Error('no keys');
    if (past instanceof FakeTensor && !this.alive.has(past)) throw new Error('the past was given back');
    const [rows = 0, frames = 0] = hidden.dims;
    const mask = floatsOf(inputs, 'sound_mask').data;
    for (const [at, value] of mask.entries()) {
      if ((value === 0) !== (hidden.data[at] !== 0)) throw new Error(`frame ${at} is hidden or not, wrongly`);
    }
    const position = Number(dataOf(inputs, 'position').data[0]);
    if (past.dims.at(-1) !== position + 1) throw new Error('the past does not fit the position');
    const next = new Float32Array(2 * rows);
    for (let row = 0; row < rows; row++) {
      next[2 * row] = this.scripts[hidden.data[row * frames] ?? 0]?.[position] ?? END;
      next[2 * row + 1] = 0.5;
    }
    const grown = [rows, 1, 1, position + 2];
    return {
      read: { data: next, dims: [rows, 2] },
      kept: kept.map(() => new FakeTensor(grown, this.alive)),
    };
  });

  #runner(answer: (inputs: Inputs, outputs: Outputs) => Results): DeviceRunner {
    return {
      run: async (inputs, outputs) => {
        await Promise.resolve();
        return answer(inputs, outputs);
      },
      dispose: () => {
        this.disposals += 1;
        return Promise.resolve();
      },
    };
  }
}

function dataOf(inputs: Inputs, name: string): InputTensor {
  const input = inputs[name];
  if (input === undefined || !('data' in input)) throw new Error(`no ${name}`);
  return input;
}

function floatsOf(inputs: Inputs, name: string): OutputTensor {
  const { data, dims } = dataOf(inputs, name);
  if (!(data instanceof Float32Array)) throw new Error(`${name} is not float32`);
  return { data, dims };
}
