import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SourceNews } from '../contract/audio-source';
import type { CaptureNode } from './capture-node';
import { MicrophoneSource } from './microphone-source';

const USB = { id: 'usb', label: 'USB microphone' };
const AWAY = new DOMException('not there', 'OverconstrainedError');

const getUserMedia = vi.fn<(constraints: MediaStreamConstraints) => Promise<MediaStream>>();
const onNews = vi.fn<(news: SourceNews) => void>();
const onInUse = vi.fn<(label: string) => void>();
/** What enumerateDevices() tells. */
let listed: readonly Partial<MediaDeviceInfo>[];
let devices: EventTarget;
let node: { use: ReturnType<typeof vi.fn>; end: ReturnType<typeof vi.fn>; onTrackEnded: () => void };

const streamOf = (label: string) => ({ getAudioTracks: () => [{ label }] }) as unknown as MediaStream;
const asked = (): unknown[] =>
  getUserMedia.mock.calls.map(([{ audio }]) => (audio as MediaTrackConstraints).deviceId ?? 'default');
const input = (deviceId: string, groupId: string) => ({
  kind: 'audioinput' as const,
  deviceId,
  groupId,
  label: deviceId,
});

beforeEach(() => {
  vi.useFakeTimers();
  listed = [];
  devices = Object.assign(new EventTarget(), {
    getUserMedia,
    enumerateDevices: () => Promise.resolve(listed),
  });
  node = { use: vi.fn(), end: vi.fn(), onTrackEnded: () => undefined };
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { mediaDevices: devices });
  getUserMedia.mockImplementation(({ audio }) =>
    Promise.resolve(
      streamOf((audio as MediaTrackConstraints).deviceId === undefined ? 'Default - Desk' : 'USB'),
    ),
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.resetAllMocks();
});

async function opened(wanted = { id: '', label: '' }) {
  const source = new MicrophoneSource(wanted, { onNews, onInUse });
  await source.open();
  const unfollow = source.follow(node as unknown as CaptureNode);
  await vi.advanceTimersByTimeAsync(0);
  return { source, unfollow };
}

async function devicesChange(): Promise<void> {
  devices.dispatchEvent(new Event('devicechange'));
  await vi.advanceTimersByTimeAsync(10);
}

describe('MicrophoneSource', () => {
  it('opens the device that was chosen, and says which one it is', async () => {
    await opened(USB);
    expect(asked()).toEqual([{ exact: 'usb' }]);
    expect(onInUse).toHaveBeenLastCalledWith('USB');
    expect(onNews).not.toHaveBeenCalled();
  });

  it('takes the default where the chosen one is away, and says so', async () => {
    getUserMedia.mockRejectedValueOnce(AWAY);
    await opened(USB);
    expect(asked()).toEqual([{ exact: 'usb' }, 'default']);
    expect(onNews).toHaveBeenCalledWith({ type: 'microphone-absent', wanted: 'USB microphone', now: 'Desk' });
  });

  it('does not hide that the person refused', async () => {
    getUserMedia.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
    await expect(opened(USB)).rejects.toThrow('no');
    expect(asked()).toEqual([{ exact: 'usb' }]);
  });

  it('goes on with the default when its device is unplugged, even if that takes a moment', async () => {
    await opened(USB);
    getUserMedia.mockRejectedValueOnce(new Error('not yet'));
    node.onTrackEnded();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toEqual([{ exact: 'usb' }, 'default', 'default']);
    expect(node.use).toHaveBeenCalledTimes(1);
    expect(onNews).toHaveBeenCalledWith({ type: 'microphone-lost', before: 'USB', now: 'Desk' });
    expect(node.end).not.toHaveBeenCalled();
  });

  it('ends with the reason where there is no other device', async () => {
    await opened(USB);
    getUserMedia.mockRejectedValue(new DOMException('none', 'NotFoundError'));
    node.onTrackEnded();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(node.end.mock.calls).toEqual([[{ code: 'microphone-missing', message: 'NotFoundError: none' }]]);
  });

  it('goes back to the chosen device once that is there again', async () => {
    getUserMedia.mockRejectedValueOnce(AWAY);
    await opened(USB);
    await devicesChange();
    expect(node.use).not.toHaveBeenCalled();
    listed = [input('usb', 'g')];
    await devicesChange();
    expect(node.use).toHaveBeenCalledTimes(1);
    expect(onNews).toHaveBeenLastCalledWith({ type: 'microphone-changed', now: 'USB' });
  });

  it('follows the system to another default, where the default was chosen', async () => {
    listed = [input('default', 'one')];
    await opened();
    await devicesChange();
    expect(node.use).not.toHaveBeenCalled();
    listed = [input('default', 'two')];
    await devicesChange();
    expect(node.use).toHaveBeenCalledTimes(1);
    expect(onNews).toHaveBeenCalledWith({ type: 'microphone-changed', now: 'Desk' });
  });

  it('changes at once where the person chooses another', async () => {
    const { source } = await opened();
    source.choose(USB);
    await vi.advanceTimersByTimeAsync(10);
    expect(node.use).toHaveBeenCalledTimes(1);
    expect(onInUse).toHaveBeenLastCalledWith('USB');
  });

  it('looks after nothing any more once it is let go', async () => {
    const { source, unfollow } = await opened();
    unfollow();
    source.choose(USB);
    await devicesChange();
    expect(node.use).not.toHaveBeenCalled();
  });
});
