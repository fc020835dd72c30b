import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');

/** Path of a file beside the tests; see fixtures/README.md for what they hold. */
export function fixture(name: string): string {
  return join(FOLDER, name);
}

/** What the scheme.* files say, in every format. */
export const SCHEME_TEXT = 'should be a part of the whole scheme of the book.';

/** What microphone.wav says, with silence before, between and after. */
export const MICROPHONE_SENTENCES = [
  'of this it may be said that though there is some good paper made now,',
  'but all mingled freely during the day in the yard.',
] as const;

/**
 * Word error rates that pass. The bounds tell right from broken, not good from better: that is what
 * bench/evaluate.py is for.
 */
export const SECOND_LOOK_BOUND = 0.25;
/** Chromium's fake microphone loses sound when the machine is busy. */
export const LIVE_BOUND = 0.4;
export const STUDENT_BOUND = 0.6;
