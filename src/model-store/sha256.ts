import { createSHA256 } from 'hash-wasm';

/** SHA-256 of what comes piece by piece. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** Begins anew. */
  reset(): void;
  /** Of all since the beginning, as lower-case hex; once. */
  hex(): string;
}

/** Web Crypto wants a file as a whole, and copies it: a large model would be in memory twice. */
export async function runningHash(): Promise<RunningHash> {
  const hash = await createSHA256();
  hash.init();
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    reset: () => {
      hash.init();
    },
    hex: () => hash.digest('hex'),
  };
}
