/**
 * `node --import tsx bench/words-of-scores.ts MODEL_FOLDER SCORES`: the words that the app would write for scores
 * that were computed elsewhere, one utterance a line. So a form of the student is judged by words, without a browser.
 *
 * SCORES begins with the length of a JSON header in four bytes, little-endian, and the header; then for each
 * utterance the scores of its phonemes, float32 [frames, phonemes], and its best subwords, int32 [frames * tokenRows].
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collapsePath, type Token } from '../src/decoder/greedy';
import { withoutDoubtfulLoneWords } from '../src/decoder/lone-words';
import { wordsOf } from '../src/decoder/word-timing';
import { writtenWords } from '../src/decoder/written-words';
import { parseWordFile } from '../src/recognizer/word-file';

interface Header {
  /** Of each utterance. */
  readonly frames: readonly number[];
  readonly frameMs: number;
  readonly phonemes: number;
  /** Rows of subwords for one frame of phonemes. */
  readonly tokenRows: number;
}

const HEADER_AT = 4;
const BLANK_ID = 0;

const [folder = '', scores = ''] = process.argv.slice(2);
const vocabulary = parseWordFile(readFileSync(join(folder, 'words.bin')));
const pieces = JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8')) as string[];
const file = new Uint8Array(readFileSync(scores)).buffer;
const headerBytes = new DataView(file).getUint32(0, true);
const { frames, frameMs, phonemes, tokenRows } = JSON.parse(
  new TextDecoder().decode(new Uint8Array(file, HEADER_AT, headerBytes)),
) as Header;

let at = HEADER_AT + headerBytes;
/** The next bytes, copied to where any number may begin. */
function take(bytes: number): ArrayBuffer {
  at += bytes;
  return file.slice(at - bytes, at);
}

/** Only which subword is best in each row decides what is spelled, so none counts as less certain than another. */
function tokensOf(ids: Int32Array): Token[] {
  return collapsePath({ ids, probabilities: new Float32Array(ids.length).fill(1) }, BLANK_ID);
}

for (const count of frames) {
  const data = new Float32Array(take(4 * count * phonemes));
  const tokens = tokensOf(new Int32Array(take(4 * count * tokenRows)));
  const place = { offsetMs: 0, limitMs: count * frameMs };
  const spelled = wordsOf(tokens, { pieces, frameMs: frameMs / tokenRows, ...place });
  const found = vocabulary.search.find({ frames: count, phonemes, data, frameMs });
  const lasting = withoutDoubtfulLoneWords(found, frameMs);
  const words = writtenWords(lasting, vocabulary.words, spelled, { frameMs, ...place });
  process.stdout.write(`${words.map(({ word }) => word).join(' ')}\n`);
}
