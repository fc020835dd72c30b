const STEP_MS = 1000;
const LEAP_MS = 10_000;

/** What a key does on the waveform. */
export type WaveAction =
  | { readonly kind: 'seek'; readonly toMs: number }
  | { readonly kind: 'zoom'; readonly by: 1 | -1 }
  | { readonly kind: 'toggle' };

/** How far a key leads. */
const SEEKS: Readonly<Record<string, number>> = {
  ArrowLeft: -STEP_MS,
  ArrowDown: -STEP_MS,
  ArrowRight: STEP_MS,
  ArrowUp: STEP_MS,
  PageDown: -LEAP_MS,
  PageUp: LEAP_MS,
  Home: -Infinity,
  End: Infinity,
};
const ZOOMS: Readonly<Record<string, 1 | -1>> = { '+': 1, '=': 1, '-': -1 };

/** As on any slider, with the keys that players and maps have; null for all others. */
export function waveAction(key: string, nowMs: number, lengthMs: number): WaveAction | null {
  const seek = SEEKS[key];
  if (seek !== undefined) return { kind: 'seek', toMs: Math.max(0, Math.min(lengthMs, nowMs + seek)) };
  const zoom = ZOOMS[key];
  if (zoom !== undefined) return { kind: 'zoom', by: zoom };
  return key === ' ' ? { kind: 'toggle' } : null;
}
