import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const WORDS = join(ROOT, 'public', 'models', 'student-v0', 'words.bin');
const PHONEMES = 42;
/** "she saw the white house in London", as espeak-ng says it, by the student's classes. */
const SENTENCE = [31, 1, 29, 6, 28, 10, 39, 12, 19, 33, 13, 29, 2, 35, 37, 9, 35, 20, 10, 35];

/** A clip in which each phoneme and the blank after it have a frame each. */
function spoken(phonemes: readonly number[]): Uint8Array {
  const frames = 2 * phonemes.length;
  const data = new Float32Array(frames * PHONEMES);
  phonemes.forEach((phoneme, index) => {
    data[2 * index * PHONEMES + phoneme] = 12;
    data[(2 * index + 1) * PHONEMES] = 12;
  });
  return Buffer.concat([Buffer.from(new Uint32Array([frames, PHONEMES]).buffer), Buffer.from(data.buffer)]);
}

test('each clip has its line of words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'find-words-'));
  try {
    const scores = join(folder, 'scores.bin');
    writeFileSync(scores, Buffer.concat([spoken(SENTENCE), spoken([0, 0, 0]), spoken(SENTENCE.slice(0, 4))]));
    const found = execFileSync('node', ['--import', 'tsx', 'bench/find-words.ts', WORDS, scores], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(found).toBe('she saw the white house in London\n\nshe saw\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
