/** Codecs are given so much before the first sample that counts: they build on what came before. */
const CODEC_SECONDS = 1;
/** So much lies between the first sample and the place to begin from: filters and frames look back. */
const FILTER_SECONDS = 1;

/** Where to read a file so that from some place on it gives what an uninterrupted reading gives. */
export interface ResumePoint {
  /** Read packets from here. */
  readonly readSeconds: number;
  /** The first sample to deliver. A whole second: every rate has a whole number of samples and hops in it. */
  readonly startSeconds: number;
}

/** @param fromMs where what is wanted begins. */
export function resumePoint(fromMs: number): ResumePoint {
  const startSeconds = Math.max(0, Math.floor(fromMs / 1000) - FILTER_SECONDS);
  return { startSeconds, readSeconds: Math.max(0, startSeconds - CODEC_SECONDS) };
}
