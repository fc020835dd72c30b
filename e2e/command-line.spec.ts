import { execFile } from 'node:child_process';
import type { Word } from '../src/contract/transcript';
import { PROJECT_ROOT } from '../tools/build-if-stale';
import { fixture, MICROPHONE_SENTENCES, SCHEME_TEXT, SECOND_LOOK_BOUND, STUDENT_BOUND } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function transcribe(...argv: readonly string[]): Promise<Run> {
  const command = ['--import', 'tsx', 'bench/transcribe.ts', ...argv];
  return new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: PROJECT_ROOT };
    execFile(process.execPath, command, { cwd: PROJECT_ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

interface Line {
  readonly file: string;
  readonly text: string;
  readonly words: readonly Word[];
  readonly audioMs: number;
  readonly wallMs: number;
  readonly model: string;
  readonly error?: { readonly code: string; readonly message: string };
}

function linesOf(stdout: string): readonly Line[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

test('prints a line of JSON a file, fails the bad ones alone, and exits with 1', async () => {
  const good = fixture('scheme.wav');
  const bad = [fixture('missing.wav'), fixture('empty.wav'), fixture('not-audio.mp3')];
  const { code, stdout, stderr } = await transcribe('--provider', 'wasm', ...bad, good);
  const lines = linesOf(stdout);
  expect(lines.map((line) => line.file)).toEqual([...bad, good]);
  const codes = lines.map((line) => line.error?.code);
  expect(codes).toEqual(['file-unreadable', 'file-empty', 'file-unreadable', undefined]);
  const heard = lines[3];
  expect(heard).toMatchObject({ provider: 'wasm', path: 'file' });
  expect(heard?.model).toMatch(/^student-/u);
  expect(wordErrorRate(SCHEME_TEXT, heard?.text ?? ''), heard?.text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  const words = heard?.words ?? [];
  expect(words.map((word) => word.word).join(' ')).toBe(heard?.text);
  for (const [index, word] of words.entries()) {
    expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
    expect(word.startMs).toBeGreaterThanOrEqual(words[index - 1]?.startMs ?? 0);
    expect(word.endMs).toBeLessThanOrEqual(3500);
  }
  expect(code, stderr).toBe(1);
});

test('hears the same file as a stream, on a virtual clock', async () => {
  const { code, stdout, stderr } = await transcribe(
    '--provider=wasm',
    '--path=stream',
    fixture('microphone.wav'),
  );
  expect(code, stderr).toBe(0);
  const [line] = linesOf(stdout);
  expect(line).toMatchObject({ path: 'stream' });
  const text = line?.text ?? '';
  expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(SECOND_LOOK_BOUND);
  expect(line?.audioMs).toBeGreaterThan(13_000);
});

test('prints captions as they were streamed, before anything rewrites them', async () => {
  const { code, stdout, stderr } = await transcribe(
    '--provider=wasm',
    '--path=stream',
    '--text=captions',
    fixture('microphone.wav'),
  );
  expect(code, stderr).toBe(0);
  const [line] = linesOf(stdout);
  expect(line).toMatchObject({ path: 'stream', secondLook: null });
  const text = line?.text ?? '';
  expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(STUDENT_BOUND);
});

test('writes subtitles, with the student alone', async () => {
  const { code, stdout, stderr } = await transcribe(
    '--provider=wasm',
    '--second-look=off',
    '--format=srt',
    fixture('scheme.mp3'),
  );
  expect(code, stderr).toBe(0);
  const [, times = '', ...text] = stdout.trimEnd().split('\n');
  expect(times).toMatch(/^00:00:0\d,\d{3} --> 00:00:0\d,\d{3}$/u);
  expect(wordErrorRate(SCHEME_TEXT, text.join(' ')), stdout).toBeLessThanOrEqual(STUDENT_BOUND);
});

test('wrong usage exits with 2, and says how on stderr', async () => {
  for (const argv of [[], ['--provider', 'cuda', 'a.wav'], ['--model', 'nobody', fixture('scheme.wav')]]) {
    const { code, stdout, stderr } = await transcribe(...argv);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: npm run transcribe');
  }
});
