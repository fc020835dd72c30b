import type { InputTensor, OutputTensor } from './onnx-session';

/** A tensor in the memory of the graphics device. */
export interface DeviceTensor {
  readonly dims: readonly number[];
  /** Its memory may be used again. */
  dispose(): void;
}

/** A graph some of whose outputs stay on the device, to be given to the next run. */
export interface DeviceRunner {
  /**
   * @param read output to bring back to this thread; nothing where absent
   * @param kept outputs to leave on the device, of those that the graph was opened to keep. The caller disposes of them.
   * @throws RecognizerFailure if the runtime fails
   */
  run(
    inputs: Readonly<Record<string, InputTensor | DeviceTensor>>,
    outputs: { readonly read?: string; readonly kept?: readonly string[] },
  ): Promise<{ readonly read: OutputTensor | undefined; readonly kept: readonly DeviceTensor[] }>;
  /** Safe to call twice. */
  dispose(): Promise<void>;
}
