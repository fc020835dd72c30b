/**
 * What batches gain on a graphics device, without a browser: the app's batch engine over ONNX Runtime Web and Dawn, in Node.
 *
 *     npm install --no-save webgpu
 *     node --import tsx bench/gpu/batches.ts public/models/moonshine-tiny SOUNDS [--sizes 1,2,4,8,16] [--out result.json]
 *
 * SOUNDS: a folder of raw mono 16 kHz samples, 16 bits each, little-endian (*.s16), one utterance a file. Packages elsewhere than
 * in node_modules are named by WEBGPU_MODULE (the package's file) and ORT_FOLDER (`dist` of onnxruntime-web).
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MoonshineManifest } from '../../src/contract/model-manifest';
import type { Utterance } from '../../src/recognizer/acoustic-model';
import type { DeviceRunner } from '../../src/recognizer/device-runner';
import { cacheNames } from '../../src/recognizer/cache-names';
import { MoonshineBatch } from '../../src/recognizer/moonshine-batch';
import { MoonshineEngine } from '../../src/recognizer/moonshine-engine';
import { describePass, secondsOf, timePass, utteranceOf, type Pass } from './measure';
import { NodeRuntime } from './node-runtime';

const WASM_UTTERANCES = 4;
const FULL_SCALE = 32_768;

interface GraphTime {
  ms: number;
  runs: number;
}

interface TimedPass extends Pass {
  readonly graphs: Readonly<Record<string, GraphTime>>;
}

/** Time in each graph since it was last cleared. */
const graphTimes = new Map<string, GraphTime>();

function timed(name: string, runner: DeviceRunner): DeviceRunner {
  return {
    run: async (inputs, outputs) => {
      const begunMs = performance.now();
      const results = await runner.run(inputs, outputs);
      const { ms, runs } = graphTimes.get(name) ?? { ms: 0, runs: 0 };
      graphTimes.set(name, { ms: ms + performance.now() - begunMs, runs: runs + 1 });
      return results;
    },
    dispose: () => runner.dispose(),
  };
}

async function readSounds(folder: string): Promise<Utterance[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.s16')).sort();
  return Promise.all(
    names.map(async (name) => {
      const { buffer, byteOffset, byteLength } = await readFile(join(folder, name));
      const values = new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength));
      return utteranceOf(Float32Array.from(values, (value) => value / FULL_SCALE));
    }),
  );
}

async function openEngine(runtime: NodeRuntime, folder: string) {
  const file = (name: string): Promise<Uint8Array> => readFile(join(folder, name));
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await file(name)));
  const manifest = (await json('manifest.json')) as MoonshineManifest;
  const pieces = (await json('tokens.json')) as string[];
  const weights = { encoder: await file('encoder.onnx'), decoder: await file('decoder.onnx') };
  const open = async (
    name: 'encoder' | 'cross' | 'decoder',
    of: keyof typeof weights,
    keep: readonly string[] = [],
  ): Promise<DeviceRunner> => {
    const begunMs = performance.now();
    const graph = await file(`${name}.webgpu.onnx`);
    const runner = await runtime.openOnDevice(graph, [{ path: `${of}.onnx`, data: weights[of] }], keep);
    console.log(`${name} opened in ${String(Math.round(performance.now() - begunMs))} ms`);
    return timed(name, runner);
  };
  const { layers } = manifest.decoder;
  const graphs = {
    encoder: await open('encoder', 'encoder'),
    cross: await open('cross', 'decoder', cacheNames('cross', layers)),
    decoder: await open('decoder', 'decoder', cacheNames('present', layers)),
  };
  const onWasm = async (): Promise<MoonshineEngine> =>
    new MoonshineEngine(
      manifest,
      pieces,
      await runtime.openOnWasm(weights.encoder),
      await runtime.openOnWasm(weights.decoder),
    );
  return { batches: new MoonshineBatch(manifest, pieces, graphs, Infinity), onWasm };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { sizes: { type: 'string', default: '1,2,4,8,16' }, out: { type: 'string' } },
  });
  const [modelFolder, soundFolder] = positionals;
  if (modelFolder === undefined || soundFolder === undefined)
    throw new Error('usage: batches.ts MODEL_FOLDER SOUNDS [--sizes 1,2,4] [--out result.json]');
  const { WEBGPU_MODULE = 'node_modules/webgpu/index.js', ORT_FOLDER = 'node_modules/onnxruntime-web/dist' } =
    process.env;
  const runtime = await NodeRuntime.open(resolve(WEBGPU_MODULE), resolve(ORT_FOLDER));
  console.log(`adapter: ${runtime.adapter}`);
  const { batches, onWasm } = await openEngine(runtime, modelFolder);
  const sounds = await readSounds(soundFolder);
  const seconds = secondsOf(sounds);
  console.log(`${String(sounds.length)} utterances, ${seconds.toFixed(1)} s`);
  const passes: TimedPass[] = [];
  const keep = async (more: object = {}): Promise<void> => {
    if (values.out === undefined) return;
    await writeFile(
      values.out,
      JSON.stringify({ adapter: runtime.adapter, seconds, passes, ...more }, null, 2),
    );
  };

  const sizes = values.sizes.split(',').map(Number);
  for (const round of [1, 2]) {
    let reference: Pass | undefined;
    for (const size of sizes) {
      const pass = await timePass(
        (all) => batches.transcribeAll(all),
        sounds,
        size,
        () => graphTimes.clear(),
      );
      passes.push({ ...pass, graphs: Object.fromEntries(structuredClone(graphTimes)) });
      console.log(`round ${String(round)}, ${describePass(pass, seconds, (reference ??= pass))}`);
      for (const [name, { ms, runs }] of graphTimes)
        console.log(
          `    ${name}: ${ms.toFixed(0)} ms in ${String(runs)} runs, ${(ms / runs).toFixed(2)} each`,
        );
      await keep();
    }
  }

  const some = sounds.slice(0, WASM_UTTERANCES);
  const single = await onWasm();
  const wasm = await timePass(
    async ([one]) => (one === undefined ? [] : [await single.transcribe(one)]),
    some,
    1,
  );
  console.log(`WASM, one thread: ${(wasm.ms / secondsOf(some)).toFixed(1)} ms a second of sound`);
  for (const [at, text] of wasm.texts.entries()) {
    const onDevice = passes[0]?.texts[at] ?? '';
    console.log(text === onDevice ? `same: ${text}` : `WASM:   ${text}\ndevice: ${onDevice}`);
  }
  await keep({ wasm: { ...wasm, seconds: secondsOf(some) } });
}

await main();
// Dawn's instance keeps the process alive.
process.exit(0);
