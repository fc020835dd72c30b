/**
 * `npm test`: sets up what is missing (Chromium, Python packages), then runs every check there is. All run,
 * even after a failure; the last line sums them up.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './build-if-stale';
import { countsOf, NO_COUNTS, sum, type Counts } from './junit';
import { runCommand } from './run-command';
import { setUpChromium } from './setup-chromium';
import { setUpPython } from './setup-python';

const REPORTS = join(PROJECT_ROOT, 'test-results');

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** Absent where the check is one test in itself. */
  readonly reportPath?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function checks(chromiumPath: string, python: string): readonly Check[] {
  const [unit, e2e, training, bench] = ['unit', 'e2e', 'training', 'bench'].map((name) =>
    join(REPORTS, `${name}.xml`),
  ) as [string, string, string, string];
  return [
    { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
    { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
    { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
    {
      name: 'unit tests',
      command: [
        'npx',
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=junit',
        `--outputFile.junit=${unit}`,
      ],
      reportPath: unit,
    },
    {
      name: 'models that are not in the repository',
      command: ['npm', 'run', '--silent', 'models', '--', '--missing', 'whisper-base'],
      env: { PYTHON: python },
    },
    { name: 'build', command: ['npx', 'vite', 'build'] },
    { name: 'size budget', command: ['npm', 'run', '--silent', 'size'] },
    {
      name: 'end-to-end tests',
      command: ['npx', 'playwright', 'test', '--reporter=list,junit'],
      reportPath: e2e,
      env: { PLAYWRIGHT_JUNIT_OUTPUT_FILE: e2e, CHROMIUM_PATH: chromiumPath },
    },
    { name: 'Python lint', command: [python, '-m', 'ruff', 'check', 'training', 'bench'] },
    { name: 'training tests', command: pytest(python, 'training/tests', training), reportPath: training },
    { name: 'bench tests', command: pytest(python, 'bench', bench), reportPath: bench },
    { name: 'training recipe', command: ['bash', 'training/runs/smoke.sh'], env: { PYTHON: python } },
  ];
}

function pytest(python: string, folder: string, reportPath: string): readonly string[] {
  return [python, '-m', 'pytest', '-q', `--junitxml=${reportPath}`, folder];
}

/** A suite that broke before it could count its tests, or in a way that no test shows, counts as one failure. */
async function run(check: Check): Promise<Counts> {
  process.stdout.write(`\n== ${check.name}\n`);
  const startMs = Date.now();
  const code = await runCommand(check.command, { cwd: PROJECT_ROOT, env: check.env ?? {} });
  const own: Counts = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { reportPath } = check;
  const counted = reportPath !== undefined && existsSync(reportPath);
  const counts = counted ? countsOf(readFileSync(reportPath, 'utf8')) : own;
  const hidden = code !== 0 && counts.failed === 0 ? own : NO_COUNTS;
  const total = sum(counts, hidden);
  const seconds = ((Date.now() - startMs) / 1000).toFixed(0);
  process.stdout.write(`== ${check.name}: ${total.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
  return total;
}

const chromiumPath = await setUpChromium();
const python = await setUpPython();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
let total = NO_COUNTS;
for (const check of checks(chromiumPath, python)) total = sum(total, await run(check));
process.stdout.write(`\n${String(total.passed)} passed, ${String(total.failed)} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
