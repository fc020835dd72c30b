import type { MoonshineManifest } from '../contract/model-manifest';
import type { LoadedModel } from '../model-store/loaded-model';
import type { UtteranceEngine } from './acoustic-model';
import { BatchedSecondLook, type BatchEngine } from './batched-second-look';
import type { DeviceRunner } from './device-runner';
import { deviceLimits, DeviceSession, type WeightFile } from './device-session';
import { cacheNames } from './cache-names';
import { MoonshineBatch } from './moonshine-batch';
import { utterancesOf } from './moonshine-room';
import { probeWebGpu } from './provider-probe';

/**
 * The same second look with batches on the graphics device for files, where its folder has the graphs and the device is no
 * software: that one is slower than the processor it runs on.
 */
export async function withBatches(single: UtteranceEngine, files: LoadedModel): Promise<UtteranceEngine> {
  const { manifest } = files;
  if (manifest.kind !== 'moonshine' || !hasBatchGraphs(manifest)) return single;
  const probe = await probeWebGpu(navigator.gpu);
  if (!probe.usable || probe.software) return single;
  return new BatchedSecondLook(single, () => openBatches(manifest, files));
}

function hasBatchGraphs({ files }: MoonshineManifest): boolean {
  return files.some(({ role, provider }) => role === 'cross' && provider === 'webgpu');
}

/** The three graphs for WebGPU, on whatever adapter is there. Throws RecognizerFailure, RangeError. */
export async function openBatches(manifest: MoonshineManifest, files: LoadedModel): Promise<BatchEngine> {
  const { layers } = manifest.decoder;
  const opened: DeviceRunner[] = [];
  const open = async (
    role: 'encoder' | 'cross' | 'decoder',
    weights: WeightFile,
    keep: readonly string[] = [],
  ) => {
    const session = await DeviceSession.open(files.bytes(role, 'webgpu'), weights, keep);
    opened.push(session);
    return session;
  };
  // The graphs for WebGPU hold no weights: those of the graphs for WASM serve both.
  const ofEncoder = weightsOf(files, 'encoder');
  const ofDecoder = weightsOf(files, 'decoder');
  try {
    const graphs = {
      encoder: await open('encoder', ofEncoder),
      cross: await open('cross', ofDecoder, cacheNames('cross', layers)),
      decoder: await open('decoder', ofDecoder, cacheNames('present', layers)),
    };
    const pieces = JSON.parse(new TextDecoder().decode(files.bytes('tokens'))) as string[];
    return new MoonshineBatch(manifest, pieces, graphs, utterancesOf(manifest, await deviceLimits()));
  } catch (error) {
    await Promise.all(opened.map((session) => session.dispose()));
    throw error;
  }
}

function weightsOf(files: LoadedModel, role: 'encoder' | 'decoder'): WeightFile {
  const file = files.manifest.files.find((one) => one.role === role && one.provider === undefined);
  if (file === undefined) throw new RangeError(`${files.manifest.id} has no weights for its ${role}`);
  return { path: file.path, data: files.bytes(role) };
}
