import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagePolicy, readModelOrigins } from './page-policy';

export const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `dist/` is made of. Tests beside the sources count too: a build too many does no harm. */
const SOURCES = [
  'index.html',
  'package-lock.json',
  'public',
  'src',
  'tools/fill-texts.ts',
  'tools/page-policy.ts',
  'tools/web-manifest.ts',
  'vite.config.ts',
  'workers',
];

function modifiedMs(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  // A folder's own time tells of files that were removed or renamed.
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => modifiedMs(join(path, name))));
}

/** Whether the production build is missing, older than something it is made of, or made for other origins of models. */
export function isStale(root: string): boolean {
  const page = join(root, 'dist', 'index.html');
  const builtMs = modifiedMs(page);
  if (builtMs === 0 || SOURCES.some((source) => modifiedMs(join(root, source)) > builtMs)) return true;
  // Vite escapes the quotes.
  const html = readFileSync(page, 'utf8').replaceAll('&#39;', "'");
  return !html.includes(pagePolicy(readModelOrigins()).meta);
}

/**
 * Builds `dist/` where it is stale. All that the build prints goes to stderr.
 * @throws Error if the build fails.
 */
export async function buildIfStale(root: string = PROJECT_ROOT): Promise<void> {
  if (!isStale(root)) return;
  process.stderr.write('Building the app...\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const build = spawn(process.execPath, [vite, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  const code = await new Promise<number | null>((resolve, reject) => {
    build.on('error', reject);
    build.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`The build failed with exit code ${String(code)}.`);
}
