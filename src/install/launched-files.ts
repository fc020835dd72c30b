const TAKEN_KEY = 'tabscribe.launched';

interface LaunchParams {
  readonly files?: readonly FileSystemHandle[];
}

/** Where the browser puts the files that the installed app is opened with. */
export interface LaunchQueue {
  setConsumer(consumer: (launch: LaunchParams) => unknown): void;
}

declare global {
  interface Window {
    readonly launchQueue?: LaunchQueue;
  }
}

export interface LaunchedFilesDeps {
  readonly queue: LaunchQueue | undefined;
  readonly take: (files: readonly File[]) => void;
  /** So many could not be read: they are gone, or the person did not allow it. */
  readonly onUnreadable: (count: number) => void;
  /** Lasts as long as the tab, over its reloads. */
  readonly tab: Pick<Storage, 'getItem' | 'setItem'>;
  /** Whether this page is the one before, loaded again. */
  readonly isReload: boolean;
}

/** Takes the files that a person opens with the installed app: from their desktop, say. */
export function followLaunches({ queue, take, onUnreadable, tab, isReload }: LaunchedFilesDeps): void {
  let mayBeKnown = isReload;
  queue?.setConsumer(async ({ files: handles = [] }) => {
    const wanted = handles.filter((handle) => handle.kind === 'file') as FileSystemFileHandle[];
    if (wanted.length === 0) return;
    const read = await Promise.all(wanted.map((handle) => handle.getFile().catch(() => null)));
    const files = read.filter((file) => file !== null);
    // Chromium tells a page that is loaded again of its last launch again; those files are in the queue, or done.
    const name = JSON.stringify(files.map((file) => [file.name, file.size, file.lastModified]));
    const isKnown = mayBeKnown && tab.getItem(TAKEN_KEY) === name;
    mayBeKnown = false;
    if (isKnown) return;
    tab.setItem(TAKEN_KEY, name);
    if (files.length > 0) take(files);
    if (files.length < wanted.length) onUnreadable(wanted.length - files.length);
  });
}
