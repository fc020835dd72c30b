/** `npm run transcribe`: audio files in, one line of JSON each out. See cli/arguments.ts for the options. */
import { resolve } from 'node:path';
import { buildIfStale } from '../tools/build-if-stale';
import { findChromium } from '../tools/find-chromium';
import { parseArguments, USAGE, UsageError, type TranscribeArguments } from './cli/arguments';
import { AppBrowser } from './cli/browser';
import { knownModels } from './cli/models';
import { print, progressLine } from './cli/output';
import { serveApp } from './cli/serve';
import { transcribeFiles } from './cli/transcribe-run';

const EXIT_SOME_FAILED = 1;
const EXIT_USAGE = 2;

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Waits where the reader of stdout is slower than we are. */
async function write(text: string): Promise<void> {
  if (text === '' || process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once('drain', resolve));
}

function assertModelKnown(model: string | undefined): void {
  const known = knownModels();
  if (model === undefined || known.includes(model)) return;
  throw new UsageError(`--model is "${model}"; it must be one of ${known.join(', ')}.`);
}

/** @returns how many files failed. */
async function transcribeAll(wanted: TranscribeArguments): Promise<number> {
  const server = await serveApp(wanted.files.map((file) => resolve(file)));
  const browser = new AppBrowser(server.url, wanted.provider, log);
  let done = 0;
  let failed = 0;
  try {
    for await (const outcome of transcribeFiles(wanted, browser, server.inputUrl)) {
      done += 1;
      if ('error' in outcome) failed += 1;
      const { stdout, stderr } = print(outcome, wanted.format, wanted.path);
      await write(stdout);
      process.stderr.write(stderr + progressLine(outcome, done, wanted.files.length));
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return failed;
}

async function main(argv: readonly string[]): Promise<number> {
  const wanted = parseArguments(argv);
  if (wanted === 'help') {
    await write(USAGE);
    return 0;
  }
  findChromium();
  await buildIfStale();
  assertModelKnown(wanted.model);
  return (await transcribeAll(wanted)) === 0 ? 0 : EXIT_SOME_FAILED;
}

// npm starts scripts in the project's folder; the files were named from where the user stands.
process.chdir(process.env['INIT_CWD'] ?? process.cwd());
process.stdout.on('error', () => process.exit(EXIT_SOME_FAILED));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  log(error instanceof UsageError ? `${message}\n\n${USAGE}` : message);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_SOME_FAILED;
}
