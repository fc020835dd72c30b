/**
 * What the capture worklet sends to the recognizer worker: consecutive frames and the samples under them.
 * The buffers are transferred; the sender never touches them again.
 */
export interface FrameBatch {
  /** Index of the first frame since the stream began. */
  readonly firstFrame: number;
  /** [frames, melBins], log10 of mel power, not normalised. */
  readonly logMel: Float32Array;
  /** [frames * hopSamples], mono, 16 kHz: engines that take a waveform read it. */
  readonly samples: Float32Array;
}

/** The end of a MessagePort on which the worklet (or a virtual microphone) delivers, wrapped by Comlink. */
export interface FrameSink {
  push(batch: FrameBatch): Promise<void>;
  /** No more frames will come. */
  end(): Promise<void>;
}
