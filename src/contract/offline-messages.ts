/** What the page asks of the service worker. */
export type OfflineRequest =
  /** Let the waiting version take over: the user has agreed to reload. */
  | { readonly type: 'skip-waiting' }
  /** Keep the runtime's wasm for offline use; answered on the transferred port with a KeepRuntimeReply. */
  | { readonly type: 'keep-runtime' };

export interface KeepRuntimeReply {
  /** False where the device had no room or the network broke off; asked again at the next visit. */
  readonly kept: boolean;
}
