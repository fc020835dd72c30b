/** What a browser tells of its device; not all tell the memory. */
export interface DeviceSize {
  readonly hardwareConcurrency: number;
  /** GB, rounded, and never more than a limit of the browser's. */
  readonly deviceMemory?: number;
}

/** More have not been measured anywhere. */
const MOST = 4;
/** A worker holds some 150 MB; a browser may have a few tabs open, and the device other programs. */
const GB_A_WORKER = 2;
const UNKNOWN_GB = 4;

/** So many workers that write segments may run at once: one a core, as far as there is memory for copies of the models. */
export function mostWorkers({ hardwareConcurrency, deviceMemory = UNKNOWN_GB }: DeviceSize): number {
  return Math.min(MOST, hardwareConcurrency, Math.floor(deviceMemory / GB_A_WORKER));
}
