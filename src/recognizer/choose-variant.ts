import type { Precision, Provider, Variant } from '../contract/model-manifest';

/** Points of WER that a smaller variant may cost, where nothing speaks for a small download. */
export const MARGIN_POINTS = 0.3;
/** The same where data are dear: one word in a hundred is a fair price there. */
export const FRUGAL_MARGIN_POINTS = 1;
/** The variant in use stays until it is worse than the margin by so much: a level that wavers fetches nothing. */
export const STAY_POINTS = 0.3;

/** What a variant is chosen by. */
export interface Situation {
  readonly provider: Provider;
  /** WebGPU features of the adapter; none on WASM. */
  readonly features: ReadonlySet<string>;
  /** A small download is wanted. */
  readonly frugal: boolean;
  /** Of the live input; undefined while it is not known. */
  readonly snrDb: number | undefined;
  /** The precision in use, if any. */
  readonly current?: Precision;
}

/**
 * The smallest variant whose word error rate is within a margin of the best one's at this SNR. An unknown SNR counts as
 * the highest that was measured: most rooms are quiet, and noise shows within seconds.
 *
 * @returns undefined where no variant runs on this provider.
 */
export function chooseVariant(variants: readonly Variant[], situation: Situation): Variant | undefined {
  const usable = variants.filter((variant) => runs(variant, situation));
  const margin = situation.frugal ? FRUGAL_MARGIN_POINTS : MARGIN_POINTS;
  const good = usable.filter((variant) => {
    const stay = variant.precision === situation.current ? STAY_POINTS : 0;
    return costPoints(variant, usable, situation.snrDb) <= margin + stay;
  });
  const current = good.find(({ precision }) => precision === situation.current);
  // Only where the current one is too bad is another worth a download; what is on the device has no size to save.
  return current ?? smallest(good);
}

/** WER in percent at an SNR: a line from point to point, level beyond the ends. */
export function werAt({ wer }: Variant, snrDb: number): number {
  const above = wer.findIndex((point) => point.snrDb >= snrDb);
  const next = wer[above] ?? wer.at(-1);
  const before = wer[above - 1];
  if (next === undefined) return NaN;
  if (before === undefined || above < 0) return next.percent;
  const share = (snrDb - before.snrDb) / (next.snrDb - before.snrDb);
  return before.percent + share * (next.percent - before.percent);
}

function runs({ provider, needs = [] }: Variant, situation: Situation): boolean {
  return provider === situation.provider && needs.every((feature) => situation.features.has(feature));
}

/** Points of WER by which a variant is worse than the best. */
function costPoints(variant: Variant, usable: readonly Variant[], snrDb = Infinity): number {
  const best = Math.min(...usable.map((other) => werAt(other, snrDb)));
  return werAt(variant, snrDb) - best;
}

function smallest(variants: readonly Variant[]): Variant | undefined {
  return variants.reduce<Variant | undefined>(
    (least, variant) => (least === undefined || variant.bytes < least.bytes ? variant : least),
    undefined,
  );
}
