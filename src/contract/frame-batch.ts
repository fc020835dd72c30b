/**
 * What the capture worklet sends to the recognizer worker: consecutive frames and the samples under them.
 */
export interface FrameBatch {
  /** Index of the first frame since the stream began. */
  readonly firstFrame: number;
  /** [frames, melBins], log10 of mel power, not normalised. */
  readonly logMel: Float32Array;
  /** [frames * hopSamples], mono, 16 kHz: engines that take a waveform read it. */
  readonly samples: Float32Array;
}

/** A batch of a stream that is at its end. */
export interface LastBatch {
  /** Where it ends in the stream. */
  readonly endMs: number;
  readonly batch: FrameBatch;
}

/** Takes the frames of a stream. */
export interface FrameSink {
  push(batch: FrameBatch): Promise<void>;
  /** No more frames will come. */
  end(): Promise<void>;
}

/** The end of a MessagePort on which the worklet delivers, wrapped by Comlink. */
export interface LiveSink {
  /** @returns the first frame that may still be needed: text was sent for all speech before it. */
  push(batch: FrameBatch): Promise<number>;
  /** No more frames will come. */
  end(): Promise<void>;
}
