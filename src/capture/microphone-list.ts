import type { MicrophoneDevice } from '../contract/audio-source';

/** Ids that Chromium gives to what the system uses by default: they stand beside the devices themselves. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);

/** The devices themselves. Before the person has allowed a microphone the browser names none. */
export async function listMicrophones(): Promise<readonly MicrophoneDevice[]> {
  const inputs = await audioInputs();
  return inputs
    .filter(({ deviceId }) => deviceId !== '' && !ALIASES.has(deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Which hardware the system's default is, as far as the browser tells; undefined elsewhere. */
export async function defaultGroup(): Promise<string | undefined> {
  return (await audioInputs()).find(({ deviceId }) => deviceId === 'default')?.groupId;
}

/** Calls back when a device came or went. @returns ends that. */
export function onDeviceChange(changed: () => void): () => void {
  if (!hasDevices()) return () => undefined;
  navigator.mediaDevices.addEventListener('devicechange', changed);
  return () => {
    navigator.mediaDevices.removeEventListener('devicechange', changed);
  };
}

/** Name of the device under a stream, without the browser's "Default - ". */
export function labelOf(stream: MediaStream): string {
  const label = stream.getAudioTracks()[0]?.label ?? '';
  return label.replace(/^(?:Default|Communications) - /u, '');
}

/** A page that is not secure has no devices at all. */
export function hasDevices(): boolean {
  return isSecureContext && 'mediaDevices' in navigator;
}

async function audioInputs(): Promise<readonly MediaDeviceInfo[]> {
  if (!hasDevices()) return [];
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter(({ kind }) => kind === 'audioinput');
}
