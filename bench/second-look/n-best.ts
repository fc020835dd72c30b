/**
 * Word sequences that the word search finds in phoneme scores under many weights, likeliest settings first.
 *
 *   node --import tsx bench/second-look/n-best.ts WORDS.bin < SCORES.jsonl > TEXTS.jsonl
 *
 * SCORES: {file, phonemes, data: base64 of float32 [frames, phonemes]} a line. Written and read by
 * training/scripts/joint_decoder.py.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { SearchOptions } from '../../src/decoder/word-search';
import { parseWordFile } from '../../src/recognizer/word-file';

const ALIGNMENT = 4;
const FRAME_MS = 40;
/** Factors of the phonemes' weight, and what is added to the bonus of a word. */
const PHONEME_FACTORS = [1, 0.75, 1.33];
const WORD_BONUSES = [0, -1, 1];

/** The file of words with other weights. The header keeps its length modulo ALIGNMENT, for the arrays behind it. */
function withOptions(file: Buffer, change: (options: SearchOptions) => SearchOptions): Uint8Array {
  const length = file.readUInt32LE(0);
  const header = JSON.parse(file.toString('utf8', ALIGNMENT, ALIGNMENT + length)) as {
    search: SearchOptions;
  };
  const text = Buffer.from(JSON.stringify({ ...header, search: change(header.search) }));
  const spaces = (((length - text.length) % ALIGNMENT) + ALIGNMENT) % ALIGNMENT;
  const start = Buffer.alloc(ALIGNMENT);
  start.writeUInt32LE(text.length + spaces);
  return Buffer.concat([start, text, Buffer.alloc(spaces, ' '), file.subarray(ALIGNMENT + length)]);
}

const file = readFileSync(process.argv[2] ?? '');
const vocabularies = PHONEME_FACTORS.flatMap((factor) =>
  WORD_BONUSES.map((bonus) =>
    parseWordFile(
      withOptions(file, (options) => ({
        ...options,
        phonemeWeight: factor * options.phonemeWeight,
        wordBonus: bonus + options.wordBonus,
      })),
    ),
  ),
);

interface ScoresLine {
  readonly file: string;
  readonly phonemes: number;
  readonly data: string;
}

for await (const line of createInterface({ input: process.stdin })) {
  const scores = JSON.parse(line) as ScoresLine;
  const bytes = Uint8Array.from(Buffer.from(scores.data, 'base64'));
  const data = new Float32Array(bytes.buffer);
  const { phonemes } = scores;
  const texts = vocabularies.map(({ search, words }) =>
    search
      .find({ frames: data.length / phonemes, phonemes, data, frameMs: FRAME_MS })
      .map(({ word }) => words[word] ?? '')
      .join(' '),
  );
  console.log(JSON.stringify({ file: scores.file, texts: [...new Set(texts)] }));
}
