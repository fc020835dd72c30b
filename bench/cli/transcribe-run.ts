import { readFileSync, statSync } from 'node:fs';
import type { ErrorCode, Failure } from '../../src/contract/errors';
import type { TranscribeResult } from '../../src/contract/recognizer-api';
import { readList } from '../../src/session/personal-words';
import type { TranscribeArguments } from './arguments';
import { PageLostError, type AppBrowser, type PageRequest } from './browser';

/** A page that has done so many files is closed: whatever memory it kept goes with it. */
const FILES_PER_PAGE = 100;

/** So many files in a row that lost the page twice: the app itself is broken, and the rest is spared the wait. */
const GIVE_UP_AFTER_FILES = 3;

const BASE_TIMEOUT_MS = 10 * 60_000;
/** Speech at 8 kbit/s, the leanest in use, on an engine that takes ten times as long as the audio. */
const TIMEOUT_MS_PER_BYTE = 10;

const LONGEST_TIMEOUT_MS = 24 * 3_600_000;

/** Failures of the page and not of the file. */
const SUSPECT_CODES: readonly ErrorCode[] = ['internal', 'out-of-memory', 'provider-failed'];

export interface TranscribedFile {
  readonly file: string;
  readonly result: TranscribeResult;
}

export interface FailedFile {
  readonly file: string;
  readonly error: Failure;
  /** The page went down under this file, twice. */
  readonly pageLost?: boolean;
}

export type FileOutcome = TranscribedFile | FailedFile;

/** What a run needs of the browser; tests give a fake. */
export type Transcriber = Pick<AppBrowser, 'transcribe' | 'closePage'>;

/** Why the file need not be handed to the page at all, or its size. */
function inspect(file: string): Failure | { readonly bytes: number } {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { code: 'file-unreadable', message: 'There is no such file.' };
  if (!found.isFile()) return { code: 'file-unreadable', message: 'This is not a file.' };
  if (found.size === 0) return { code: 'file-empty', message: 'The file is empty.' };
  return { bytes: found.size };
}

async function transcribeOnce(
  browser: Transcriber,
  file: string,
  request: PageRequest,
): Promise<FileOutcome> {
  const outcome = await browser.transcribe(request);
  if (outcome.ok) return { file, result: outcome.value };
  // What broke one file inside the page may linger there.
  if (SUSPECT_CODES.includes(outcome.failure.code)) await browser.closePage();
  return { file, error: outcome.failure };
}

/** One more try on a fresh page: a crash may be due to the files before this one. */
async function transcribeTwice(
  browser: Transcriber,
  file: string,
  request: PageRequest,
): Promise<FileOutcome> {
  try {
    return await transcribeOnce(browser, file, request);
  } catch (error) {
    if (!(error instanceof PageLostError)) throw error;
  }
  try {
    return await transcribeOnce(browser, file, request);
  } catch (error) {
    if (!(error instanceof PageLostError)) throw error;
    return { file, error: { code: 'internal', message: `Failed twice: ${error.message}.` }, pageLost: true };
  }
}

/**
 * Transcribes the files one after another, in the order given; yields each as soon as it is done. A file
 * that fails does not stop the rest.
 * @param inputUrl Address from which the page fetches the file with this index.
 */
export async function* transcribeFiles(
  wanted: TranscribeArguments,
  browser: Transcriber,
  inputUrl: (index: number) => string,
): AsyncGenerator<FileOutcome> {
  const { provider, path, secondLook, text, memory, model, secondLookModel, language, translate } = wanted;
  const words = wanted.words === undefined ? undefined : readList(readFileSync(wanted.words, 'utf8')).words;
  let filesOnPage = 0;
  let lostInARow = 0;
  for (const [index, file] of wanted.files.entries()) {
    const found = inspect(file);
    if ('code' in found) {
      yield { file, error: found };
      continue;
    }
    if (lostInARow >= GIVE_UP_AFTER_FILES) {
      yield { file, error: { code: 'internal', message: 'Not tried: the app broke on the files before.' } };
      continue;
    }
    if (filesOnPage === FILES_PER_PAGE) {
      await browser.closePage();
      filesOnPage = 0;
    }
    filesOnPage += 1;
    const timeoutMs = Math.min(LONGEST_TIMEOUT_MS, BASE_TIMEOUT_MS + found.bytes * TIMEOUT_MS_PER_BYTE);
    const options = {
      path,
      provider,
      secondLook,
      text,
      memory,
      ...(language === undefined ? {} : { language }),
      ...(translate === undefined ? {} : { translate }),
      ...(model === undefined ? {} : { model }),
      ...(secondLookModel === undefined ? {} : { secondLookModel }),
      ...(words === undefined ? {} : { words }),
    };
    const outcome = await transcribeTwice(browser, file, {
      inputUrl: inputUrl(index),
      timeoutMs,
      ...options,
    });
    lostInARow = 'error' in outcome && outcome.pageLost === true ? lostInARow + 1 : 0;
    yield outcome;
  }
}
