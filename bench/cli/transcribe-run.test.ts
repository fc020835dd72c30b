import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/contract/errors';
import type { TranscribeResult } from '../../src/contract/recognizer-api';
import { parseArguments } from './arguments';
import { PageLostError, type PageRequest } from './browser';
import { transcribeFiles, type FileOutcome, type Transcriber } from './transcribe-run';

const RESULT: TranscribeResult = {
  segments: [],
  audioMs: 1,
  wallMs: 1,
  minutesMs: [],
  provider: 'wasm',
  workers: 0,
  models: ['m'],
};

/** Answers by the name of the file that it is asked for; counts its pages. */
class FakeBrowser implements Transcriber {
  readonly asked: PageRequest[] = [];
  closedPages = 0;
  constructor(private readonly answer: (request: PageRequest, tries: number) => Outcome<TranscribeResult>) {}

  transcribe(request: PageRequest): Promise<Outcome<TranscribeResult>> {
    this.asked.push(request);
    const tries = this.asked.filter((earlier) => earlier.inputUrl === request.inputUrl).length;
    return Promise.resolve().then(() => this.answer(request, tries));
  }

  closePage(): Promise<void> {
    this.closedPages += 1;
    return Promise.resolve();
  }
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transcribe-run-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function audioFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, 'sound');
  return path;
}

async function run(
  browser: Transcriber,
  files: readonly string[],
  ...options: string[]
): Promise<FileOutcome[]> {
  const wanted = parseArguments([...options, '--', ...files]);
  if (wanted === 'help') throw new Error('unexpected help');
  const outcomes: FileOutcome[] = [];
  for await (const outcome of transcribeFiles(wanted, browser, (index) => `/input/${String(index)}`)) {
    outcomes.push(outcome);
  }
  return outcomes;
}

const succeed = (): Outcome<TranscribeResult> => ({ ok: true, value: RESULT });

describe('transcribeFiles', () => {
  it('hands the options on and keeps the order of the files', async () => {
    const browser = new FakeBrowser(succeed);
    const files = [audioFile('b'), audioFile('a')];
    const outcomes = await run(
      browser,
      files,
      '--provider',
      'webgpu',
      '--path',
      'stream',
      '--second-look',
      'off',
    );
    expect(outcomes).toEqual(files.map((file) => ({ file, result: RESULT })));
    expect(browser.asked[0]).toMatchObject({ provider: 'webgpu', path: 'stream', secondLook: false });
    expect(browser.asked.map((request) => request.inputUrl)).toEqual(['/input/0', '/input/1']);
  });

  it('names what is wrong with a file without asking the page, and goes on', async () => {
    const browser = new FakeBrowser(succeed);
    const missing = join(folder, 'missing');
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    const directory = join(folder, 'directory');
    mkdirSync(directory);
    const outcomes = await run(browser, [missing, empty, directory, audioFile('good')]);
    const codes = outcomes.map((outcome) => ('error' in outcome ? outcome.error.code : 'ok'));
    expect(codes).toEqual(['file-unreadable', 'file-empty', 'file-unreadable', 'ok']);
    expect(browser.asked).toHaveLength(1);
  });

  it("passes the app's own failures on without a second try", async () => {
    const failure = { code: 'file-no-audio', message: 'No sound in it.' } as const;
    const browser = new FakeBrowser(() => ({ ok: false, failure }));
    const file = audioFile('picture');
    expect(await run(browser, [file])).toEqual([{ file, error: failure }]);
    expect(browser.asked).toHaveLength(1);
  });

  it('leaves a page in which something broke', async () => {
    const failure = { code: 'out-of-memory', message: 'No room.' } as const;
    const browser = new FakeBrowser((_request, tries) => ({
      ok: false,
      failure: { ...failure, message: String(tries) },
    }));
    const outcomes = await run(browser, [audioFile('a'), audioFile('b')]);
    expect(outcomes).toMatchObject([
      { error: { code: 'out-of-memory' } },
      { error: { code: 'out-of-memory' } },
    ]);
    expect(browser.asked).toHaveLength(2);
    expect(browser.closedPages).toBe(2);
  });

  it('tries a file again when the page was lost, then fails it and goes on', async () => {
    const browser = new FakeBrowser((request, tries) => {
      const lost = request.inputUrl === '/input/1' || (request.inputUrl === '/input/0' && tries === 1);
      if (lost) throw new PageLostError('the page crashed');
      return succeed();
    });
    const outcomes = await run(browser, [audioFile('once'), audioFile('always'), audioFile('never')]);
    expect(outcomes.map((outcome) => 'result' in outcome)).toEqual([true, false, true]);
    expect(outcomes[1]).toMatchObject({
      error: { code: 'internal', message: 'Failed twice: the page crashed.' },
    });
    expect(browser.asked).toHaveLength(5);
  });

  it('gives up on an app that breaks on every file', async () => {
    const browser = new FakeBrowser(() => {
      throw new PageLostError('the app did not open');
    });
    const outcomes = await run(browser, ['a', 'b', 'c', 'd', 'e'].map(audioFile));
    expect(outcomes.every((outcome) => 'error' in outcome)).toBe(true);
    expect(outcomes).toHaveLength(5);
    expect(browser.asked).toHaveLength(6);
  });

  it('does not swallow bugs', async () => {
    const browser = new FakeBrowser(() => {
      throw new TypeError('bug');
    });
    await expect(run(browser, [audioFile('a')])).rejects.toThrow(TypeError);
  });

  it('takes a fresh page every hundred files', async () => {
    const browser = new FakeBrowser(succeed);
    const file = audioFile('a');
    await run(
      browser,
      Array.from({ length: 250 }, () => file),
    );
    expect(browser.asked).toHaveLength(250);
    expect(browser.closedPages).toBe(2);
  });
});
