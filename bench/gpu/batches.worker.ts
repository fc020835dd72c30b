import { expose } from 'comlink';
import type { ModelManifest } from '../../src/contract/model-manifest';
import { createLoadedModel, type LoadedModel } from '../../src/model-store/loaded-model';
import type { Hypothesis, Utterance, UtteranceEngine } from '../../src/recognizer/acoustic-model';
import { loadSecondLook } from '../../src/recognizer/engines';
import { openBatches } from '../../src/recognizer/open-batches';
import type { BatchEngine } from '../../src/recognizer/batched-second-look';
import { probeWebGpu } from '../../src/recognizer/provider-probe';
import type { BatchWorker } from './batch-worker-api';
import { timePass, utteranceOf } from './measure';

const FOLDER = '/models/moonshine-tiny';
const utterances: Utterance[] = [];
let engines: { readonly app: UtteranceEngine; readonly batches: BatchEngine } | undefined;

async function loadFiles(): Promise<LoadedModel> {
  const bytesOf = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetch(`${FOLDER}/${path}`);
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const manifest = JSON.parse(new TextDecoder().decode(await bytesOf('manifest.json'))) as ModelManifest;
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { path } of manifest.files) contents.set(path, await bytesOf(path));
  return createLoadedModel(manifest, contents);
}

function opened() {
  if (engines === undefined) throw new Error('nothing is open');
  return engines;
}

async function oneByOne(engine: UtteranceEngine, all: readonly Utterance[]): Promise<Hypothesis[]> {
  const written: Hypothesis[] = [];
  for (const one of all) written.push(await engine.transcribe(one));
  return written;
}

const worker: BatchWorker = {
  async open() {
    const probe = await probeWebGpu(navigator.gpu);
    if (!probe.usable) throw new Error(probe.reason);
    const files = await loadFiles();
    if (files.manifest.kind !== 'moonshine') throw new Error('no batches of this model');
    const app = await loadSecondLook(files, undefined, 'webgpu');
    const begunMs = performance.now();
    engines = { app, batches: await openBatches(files.manifest, files) };
    const openMs = performance.now() - begunMs;
    return { adapter: probe.adapter, isSoftware: probe.software, openMs };
  },

  add(samples) {
    utterances.push(utteranceOf(samples));
  },

  measure(size) {
    const { app, batches } = opened();
    if (size === 0) return timePass((all) => oneByOne(app, all), utterances, 1);
    return timePass((all) => batches.transcribeAll(all), utterances, size);
  },

  async measureApp() {
    const { app } = opened();
    const texts: string[] = [];
    const begunMs = performance.now();
    while (texts.length < utterances.length) {
      const next = utterances.slice(texts.length, texts.length + (app.batches?.size ?? 1));
      const written = await (app.batches?.transcribeAll(next) ?? oneByOne(app, next));
      texts.push(...written.map(({ text }) => text));
    }
    return { size: app.batches?.size ?? 0, ms: performance.now() - begunMs, texts };
  },
};

expose(worker);
