/**
 * `npm run same-words -- [DIR]`: do WebGPU and WASM hear the same? Transcribes the clips of a folder with a
 * manifest (e2e/fixtures/short where none is named) on both, the student alone, and compares word by word.
 * Exit code 1 where they differ.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfStale, PROJECT_ROOT } from '../tools/build-if-stale';
import { AppBrowser } from './cli/browser';
import { serveApp } from './cli/serve';
import { transcribeFiles } from './cli/transcribe-run';
import { jsonLine } from './cli/output';
import { wordsOf } from '../e2e/words';
import type { Provider } from '../src/contract/model-manifest';

const folder = resolve(process.argv[2] ?? join(PROJECT_ROOT, 'e2e', 'fixtures', 'short'));

function clipsOf(manifest: string): readonly string[] {
  const rows = readFileSync(manifest, 'utf8').trimEnd().split('\n');
  return rows.map((row) => join(folder, row.split('\t')[0] ?? ''));
}

/** The words of each file on one provider; a failure in words of its own. */
async function wordsOn(provider: Provider, files: readonly string[]): Promise<readonly string[]> {
  const server = await serveApp(files);
  const browser = new AppBrowser(server.url, provider, (line) => process.stderr.write(`${line}\n`));
  const wanted = {
    provider,
    path: 'file',
    secondLook: false,
    format: 'json',
    text: 'final',
    memory: 'keep',
    files,
  } as const;
  const heard: string[] = [];
  try {
    for await (const outcome of transcribeFiles(wanted, browser, server.inputUrl)) {
      heard.push(
        'error' in outcome
          ? `failed on ${provider}: ${outcome.error.message}`
          : jsonLine(outcome, 'file').text,
      );
      process.stderr.write(`${provider} ${String(heard.length)}/${String(files.length)}\n`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return heard;
}

await buildIfStale();
const files = clipsOf(join(folder, 'manifest.tsv'));
const onCpu = await wordsOn('wasm', files);
const onGpu = await wordsOn('webgpu', files);
/** Words alone: case and punctuation are the student's least certain choices. */
const isSame = (index: number): boolean =>
  wordsOf(onCpu[index] ?? '').join(' ') === wordsOf(onGpu[index] ?? '').join(' ');
const different = files.filter((_, index) => !isSame(index));
files.forEach((file, index) => {
  const same = isSame(index);
  process.stdout.write(`${same ? 'same     ' : 'DIFFERENT'} ${file}\n  wasm   ${onCpu[index] ?? ''}\n`);
  if (!same) process.stdout.write(`  webgpu ${onGpu[index] ?? ''}\n`);
});
process.stdout.write(
  `${String(files.length - different.length)} of ${String(files.length)} clips have the same words\n`,
);
process.exitCode = different.length === 0 ? 0 : 1;
