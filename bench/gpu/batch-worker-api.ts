import type { Pass } from './measure';

/** The worker, as the page sees it. */
export interface BatchWorker {
  /** Opens the second look on WASM, with batches where the app would have them, and the graphs for WebGPU whatever the adapter. */
  open(): Promise<{ readonly adapter: string; readonly isSoftware: boolean; readonly openMs: number }>;
  /** Adds an utterance; mono, 16 kHz. */
  add(samples: Float32Array): void;
  /** @param size 0 for WASM, one by one */
  measure(size: number): Promise<Pass>;
  /** All utterances as the app writes them: the size is found on the way. */
  measureApp(): Promise<Pass>;
}

declare global {
  interface Window {
    openBatches: () => ReturnType<BatchWorker['open']>;
    addClip: (url: string, seconds: number) => Promise<number>;
    measureBatches: (size: number) => Promise<Pass>;
    measureApp: () => Promise<Pass>;
  }
}
