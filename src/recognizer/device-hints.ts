/** What a browser tells about the device and its connection; not all browsers do. */
export interface DeviceHints {
  /** GiB, rounded. */
  readonly deviceMemory?: number;
  readonly connection?: { readonly saveData?: boolean };
}

const LITTLE_MEMORY_GIB = 2;

/** Whether a model should be small rather than as good as can be: little memory, or a person who saves data. */
export function isFrugal({ deviceMemory, connection }: DeviceHints): boolean {
  return connection?.saveData === true || (deviceMemory ?? Infinity) <= LITTLE_MEMORY_GIB;
}
