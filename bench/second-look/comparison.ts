export interface EngineInfo {
  readonly id: string;
  readonly bytes: number;
}

/** What one engine made of one clip. */
export interface Attempt {
  readonly text: string;
  /** From the end of the utterance to its text: log-mel frames are there by then, as in the app. */
  readonly waitMs: number;
}

/** A line of the result file. */
export interface ResultLine {
  readonly file: string;
  readonly reference: string;
  readonly audioMs: number;
  /** By engine. cpuMs is the wait on a machine that does nothing else: one thread's processor time. */
  readonly attempts: Readonly<Record<string, Attempt & { readonly cpuMs: number }>>;
}

/** The worker, as the page sees it. */
export interface ComparisonWorker {
  open(ids: readonly string[]): Promise<EngineInfo[]>;
  /** Makes this the clip that transcribe() reads. Mono, 16 kHz; returns its length in milliseconds. */
  load(samples: Float32Array): Promise<number>;
  transcribe(engineId: string): Promise<Attempt>;
}

declare global {
  interface Window {
    openEngines: (ids: readonly string[]) => Promise<EngineInfo[]>;
    loadClip: (url: string) => Promise<number>;
    transcribeClip: (engineId: string) => Promise<Attempt>;
  }
}
