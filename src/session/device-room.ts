import type { LibraryState } from './library-state';

/** What browsers tell of the room for this site; each part is absent in some. */
export type DeviceStorage = Partial<Pick<StorageManager, 'estimate' | 'persisted'>>;

export type Room = LibraryState['storage'];

/** Bytes of this site, and what it may have; null where the browser does not tell. */
export async function roomOf(storage: DeviceStorage): Promise<Room> {
  const { usage, quota } = (await storage.estimate?.().catch(() => undefined)) ?? {};
  return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota };
}

/** Whether the browser has promised to keep what is here. */
export async function isPersisted(storage: DeviceStorage): Promise<boolean> {
  return (await storage.persisted?.().catch(() => false)) ?? false;
}

/** What the browser would still give; null where it does not tell. */
export function bytesFree(room: Room): number | null {
  return room === null ? null : Math.max(0, room.quotaBytes - room.usedBytes);
}
