/** Names of the keys and values of all layers, in the order of the graphs' inputs and outputs. */
export function cacheNames(stem: 'past' | 'present' | 'cross', layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => [
    `${stem}.${layer}.key`,
    `${stem}.${layer}.value`,
  ]).flat();
}
