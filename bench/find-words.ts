/**
 * Words by the app's own search in phoneme scores that another program has made, one line a clip.
 *
 *   node --import tsx bench/find-words.ts WORDS.bin SCORES.bin
 *
 * WORDS.bin as shipped with a student. SCORES.bin, little-endian, for each clip: frames and classes as uint32, then
 * float32 [frames, classes] before the softmax, 25 frames a second.
 */
import { readFileSync } from 'node:fs';
import { withoutDoubtfulLoneWords } from '../src/decoder/lone-words';
import type { PhonemeScores } from '../src/decoder/word-search';
import { parseWordFile } from '../src/recognizer/word-file';

const FRAME_MS = 40;

function* clipsIn(file: Uint8Array): Generator<PhonemeScores> {
  const bytes = file.slice().buffer;
  let at = 0;
  while (at < bytes.byteLength) {
    const [frames = 0, phonemes = 0] = new Uint32Array(bytes, at, 2);
    const data = new Float32Array(bytes, at + 8, frames * phonemes);
    at += 8 + data.byteLength;
    yield { frames, phonemes, data, frameMs: FRAME_MS };
  }
}

const [wordFile, scoreFile] = process.argv.slice(2);
if (wordFile === undefined || scoreFile === undefined)
  throw new Error('usage: find-words.ts WORDS.bin SCORES.bin');
const { words, phonemes, search } = parseWordFile(readFileSync(wordFile));
for (const scores of clipsIn(readFileSync(scoreFile))) {
  if (scores.phonemes !== phonemes)
    throw new Error(`${String(scores.phonemes)} classes; the words are made of ${String(phonemes)}`);
  const found = withoutDoubtfulLoneWords(search.find(scores), FRAME_MS);
  process.stdout.write(`${found.map(({ word }) => words[word] ?? '').join(' ')}\n`);
}
