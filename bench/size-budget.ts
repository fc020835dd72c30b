/**
 * Bytes of the production build against their budgets; run `npm run build` first.
 * Exit code 1 if anything is over its budget.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { ModelIndex } from '../src/contract/model-catalogue';
import type { ModelManifest } from '../src/contract/model-manifest';

/** Measured plus a fifth: growth has to be decided, not to happen. */
const SHELL_BROTLI_BUDGET = 100_000;
const WORKERS_BROTLI_BUDGET = 163_000;
/** Fetched by the service worker behind the shell, by the page when it is asked for. */
const DOCX_BROTLI_BUDGET = 65_000;
/** As that: makes one file of kept sound. */
const JOINED_SOUND_BROTLI_BUDGET = 25_000;
/** Fetched when the models are looked at, or are updated. */
const LIBRARY_BROTLI_BUDGET = 20_000;
/** Fetched when a waveform is opened: what draws it, and the worker that reads the sound. */
const WAVEFORM_BROTLI_BUDGET = 130_000;
/** The runtime is the largest thing in the build: a second copy must not slip in. */
const WASM_BUDGET = 28_000_000;
const STUDENT_BUDGET = 12_000_000;
/** In the repository; a browser fetches one student in one precision, and the second look. */
const MODELS_BUDGET = 72_000_000;

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly budget?: number;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function rawBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + readFileSync(path).byteLength, 0);
}

function brotliBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + brotliCompressSync(readFileSync(path)).byteLength, 0);
}

function buildRows(files: readonly string[]): Row[] {
  const code = files.filter((path) => /\.(?:html|css|js)$/.test(path));
  // Vite names the page's entry after index.html; other chunks belong to the worker and the worklet.
  const shell = code.filter((path) => !path.endsWith('.js') || basename(path).startsWith('index-'));
  const serviceWorker = code.filter((path) => basename(path) === 'service-worker.js');
  const docx = code.filter((path) => basename(path).startsWith('docx-'));
  const joinedSound = code.filter((path) => basename(path).startsWith('joined-sound-'));
  const library = code.filter((path) => basename(path).startsWith('model-library.worker-'));
  const waveform = code.filter((path) => /^(?:wave-drawing|sound-peaks\.worker)-/.test(basename(path)));
  const others = [...shell, ...serviceWorker, ...docx, ...joinedSound, ...library, ...waveform];
  const workers = code.filter((path) => !others.includes(path));
  return [
    { name: 'shell: html, css, js (brotli)', bytes: brotliBytes(shell), budget: SHELL_BROTLI_BUDGET },
    { name: 'worker and worklet js (brotli)', bytes: brotliBytes(workers), budget: WORKERS_BROTLI_BUDGET },
    { name: 'Word documents, when asked for (brotli)', bytes: brotliBytes(docx), budget: DOCX_BROTLI_BUDGET },
    {
      name: 'kept sound as a file, when asked for (brotli)',
      bytes: brotliBytes(joinedSound),
      budget: JOINED_SOUND_BROTLI_BUDGET,
    },
    {
      name: 'models on the device, when asked for (brotli)',
      bytes: brotliBytes(library),
      budget: LIBRARY_BROTLI_BUDGET,
    },
    {
      name: 'waveforms, when asked for (brotli)',
      bytes: brotliBytes(waveform),
      budget: WAVEFORM_BROTLI_BUDGET,
    },
    { name: 'service worker (brotli)', bytes: brotliBytes(serviceWorker) },
    {
      name: 'runtime wasm',
      bytes: rawBytes(files.filter((path) => path.endsWith('.wasm'))),
      budget: WASM_BUDGET,
    },
  ];
}

function modelRows(files: readonly string[], modelsFolder: string): Row[] {
  const index = JSON.parse(readFileSync(join(modelsFolder, 'index.json'), 'utf8')) as ModelIndex;
  const built = index.models.filter(({ origin }) => origin === 'built');
  const shipped = files.filter(
    (path) => !built.some(({ id }) => path.startsWith(join(modelsFolder, id) + sep)),
  );
  const manifests = files
    .filter((path) => basename(path) === 'manifest.json')
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as ModelManifest);
  const rows = manifests.flatMap((manifest) => [
    ...(manifest.kind === 'ctc-log-mel' ? studentRows(manifest) : []),
    {
      name: `model ${manifest.id}`,
      bytes: rawBytes(files.filter((path) => path.startsWith(join(modelsFolder, manifest.id) + sep))),
    },
  ]);
  return [...rows, { name: 'all models of the repository', bytes: rawBytes(shipped), budget: MODELS_BUDGET }];
}

/** What one provider fetches to hear and spell, in each precision: both graphs together. */
function studentRows(manifest: ModelManifest): Row[] {
  const graphs = manifest.files.filter(({ role }) => role === 'hearing' || role === 'speller');
  const precisions = [...new Set(graphs.map(({ precision }) => precision))];
  return precisions.flatMap((precision) =>
    (['wasm', 'webgpu'] as const).map((provider) => ({
      name: `  ${manifest.id}, graphs for ${provider}${precision === undefined ? '' : `, ${precision}`}`,
      bytes: graphs
        .filter((file) => file.precision === precision && (file.provider ?? provider) === provider)
        .reduce((sum, file) => sum + file.bytes, 0),
      budget: STUDENT_BUDGET,
    })),
  );
}

function main(): void {
  const build = join(import.meta.dirname, '..', 'dist');
  const modelsFolder = join(build, 'models');
  const files = filesUnder(build);
  const modelFiles = files.filter((path) => path.startsWith(modelsFolder + sep));
  const appFiles = files.filter((path) => !modelFiles.includes(path));
  const rows = [...buildRows(appFiles), ...modelRows(modelFiles, modelsFolder)];
  for (const { name, bytes, budget } of rows) {
    const verdict =
      budget === undefined ? '' : bytes > budget ? `OVER ${format(budget)}` : `of ${format(budget)}`;
    console.log(`${name.padEnd(34)}${format(bytes).padStart(12)}  ${verdict}`);
  }
  if (rows.some(({ bytes, budget }) => budget !== undefined && bytes > budget)) process.exitCode = 1;
}

function format(bytes: number): string {
  return bytes.toLocaleString('en');
}

main();
