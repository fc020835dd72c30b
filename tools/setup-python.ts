import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './build-if-stale';
import { runOrThrow } from './run-command';

/** Pinned packages of the training project and of the word error rate. */
const REQUIREMENTS = ['training/requirements.txt', 'bench/requirements.txt'];

const ENVIRONMENT = join(PROJECT_ROOT, '.venv');

/** Written last: tells that the environment holds what these files ask for. */
const STAMP = join(ENVIRONMENT, 'requirements.sha256');

function digestOfRequirements(): string {
  const hash = createHash('sha256');
  for (const path of REQUIREMENTS) hash.update(readFileSync(join(PROJECT_ROOT, path)));
  return hash.digest('hex');
}

/**
 * Makes `.venv` with the Python packages that the tests need, once for each state of the requirements.
 * PYTHON names an interpreter that has them already; nothing is installed then.
 * @returns the path of the interpreter.
 * @throws Error if python3 is missing or a package cannot be installed.
 */
export async function setUpPython(): Promise<string> {
  const ready = process.env['PYTHON'];
  if (ready) return ready;
  const python = join(ENVIRONMENT, 'bin', 'python');
  const digest = digestOfRequirements();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return python;
  if (!existsSync(python)) await runOrThrow(['python3', '-m', 'venv', ENVIRONMENT]);
  const files = REQUIREMENTS.flatMap((path) => ['-r', path]);
  await runOrThrow([python, '-m', 'pip', 'install', '--quiet', ...files], { cwd: PROJECT_ROOT });
  writeFileSync(STAMP, digest);
  return python;
}
