/**
 * `npm run models -- NAME...`: builds models that are too large for the repository into `public/models/`, from published
 * packages. What is there already is built anew, but with --missing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './build-if-stale';
import { runOrThrow } from './run-command';
import { setUpPython } from './setup-python';

/** By the model's id, what its script is called with. */
const BUILDS: Readonly<Record<string, readonly string[]>> = {
  'whisper-base': ['training/scripts/export_whisper.py', 'base'],
  'whisper-tiny.en': ['training/scripts/export_whisper.py', 'tiny.en'],
};

/** Leaves alone what is there. */
const MISSING = '--missing';

const given = process.argv.slice(2);
const isThere = (id: string): boolean =>
  existsSync(join(PROJECT_ROOT, 'public', 'models', id, 'manifest.json'));
const wanted = given.filter((word) => word !== MISSING);
const unknown = wanted.filter((id) => BUILDS[id] === undefined);
if (wanted.length === 0 || unknown.length > 0) {
  process.stderr.write(
    `Usage: npm run models -- [--missing] NAME...\nNames: ${Object.keys(BUILDS).join(', ')}\n`,
  );
  process.exit(2);
}
const python = await setUpPython();
for (const id of given.includes(MISSING) ? wanted.filter((name) => !isThere(name)) : wanted) {
  const [script = '', ...options] = BUILDS[id] ?? [];
  await runOrThrow([python, join(PROJECT_ROOT, script), ...options], { cwd: PROJECT_ROOT });
}
