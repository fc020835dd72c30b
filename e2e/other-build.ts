import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveApp, type AppServer } from '../bench/cli/serve';
import { PROJECT_ROOT } from '../tools/build-if-stale';
import { runOrThrow } from '../tools/run-command';

/** Builds the app for a site that allows models from other origins, and serves it. */
export async function serveWithModelOrigins(origins: string): Promise<AppServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'tabscribe-build-'));
  const forget = (): Promise<void> => rm(outDir, { recursive: true, force: true });
  const vite = join(PROJECT_ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const build = [process.execPath, vite, 'build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', outDir];
  // The server's headers are made by the same file as the build, and ask for the same variable.
  process.env['MODEL_ORIGINS'] = origins;
  try {
    await runOrThrow(build, { cwd: PROJECT_ROOT });
    const server = await serveApp([], { outDir });
    return { ...server, close: () => server.close().then(forget) };
  } catch (error) {
    await forget();
    throw error;
  } finally {
    delete process.env['MODEL_ORIGINS'];
  }
}
