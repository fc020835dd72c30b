/** What a browser tells about its connection; not all browsers do. */
export interface DeviceHints {
  readonly connection?: { readonly saveData?: boolean };
}

/**
 * Whether a download should be small rather than as good as can be. Little memory is no reason: variants differ by
 * a few MB where the runtime takes many times that, and on WASM the smaller one takes twice the time.
 */
export function isFrugal({ connection }: DeviceHints): boolean {
  return connection?.saveData === true;
}
