/** The one place for the numbers of the audio format; everything else derives from here. See docs/AUDIO.md. */

/** Rate of everything behind the resampler. */
export const SAMPLE_RATE_HZ = 16_000;
/** 25 ms: the analysis window and the length of its Fourier transform. */
export const WINDOW_SAMPLES = 400;
/** 10 ms: from one frame's start to the next. */
export const HOP_SAMPLES = 160;
/** Mel filters, so values in a frame. */
export const MEL_BINS = 80;
export const HOP_MS = (1000 * HOP_SAMPLES) / SAMPLE_RATE_HZ;
export const FRAME_RATE_HZ = SAMPLE_RATE_HZ / HOP_SAMPLES;
/** Bins of a real transform, 0 Hz and Nyquist included. */
export const SPECTRUM_BINS = WINDOW_SAMPLES / 2 + 1;
/** Mel power below this counts as this, so log-mel is never under -10. */
export const POWER_FLOOR = 1e-10;
