import { describe, expect, it, vi } from 'vitest';
import { tableOf } from '../decoder/made-pronunciations';
import { WordLexicon } from '../decoder/word-lexicon';
import { WordModel } from '../decoder/word-model';
import { WordSearch } from '../decoder/word-search';
import { FAKE_PIECES, FakeAcousticModel, soundsOf } from './fake-acoustic-model';
import type { HeardSounds } from './stream-ear';
import { StreamedText } from './streamed-text';
import type { Vocabulary } from './word-file';

const PHONEMES = FAKE_PIECES.length;
const NAMES = ['', '', 'eleven', 'twelve', 'thirteen', 'fourteen'];

/** Words of one phoneme each, other than the student's own spelling of it. */
function vocabulary(): Vocabulary {
  const model = new WordModel({
    steps: 10,
    unigrams: new Uint8Array(NAMES.length).fill(20),
    unigramBackoffs: new Uint8Array(NAMES.length),
    pairOffsets: new Uint32Array(NAMES.length + 1),
    pairWords: new Uint16Array(),
    pairs: new Uint8Array(),
    pairBackoffs: new Uint8Array(),
    tripleOffsets: new Uint32Array(1),
    tripleWords: new Uint16Array(),
    triples: new Uint8Array(),
  });
  const spoken = [2, 3, 4, 5].map((word) => ({ word, phonemes: [word - 1], logProbability: 0 }));
  const lexicon = new WordLexicon(tableOf(spoken), PHONEMES, (word) => model.unigram(word));
  const search = new WordSearch(lexicon, model, {
    phonemeWeight: 1,
    modelWeight: 1,
    wordBonus: 0,
    unknownWord: -20,
    unknownPhoneme: -20,
    floor: -15,
    cut: -14,
    beam: 50,
    beamWidth: 30,
  });
  return { words: NAMES, phonemes: PHONEMES, search };
}

/** Rows in which these phonemes lead, of which the first `finalRows` are for good. */
function heard(path: readonly number[], finalRows: number): HeardSounds {
  const data = new Float32Array(path.length * PHONEMES);
  path.forEach((phoneme, row) => (data[row * PHONEMES + phoneme] = 12));
  return { firstFrame: 100, endFrame: 100 + 4 * path.length, sounds: soundsOf(data), finalRows, dueFrame: 0 };
}

const PATH = [0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0];

function setUp(words: () => Vocabulary | undefined) {
  return new StreamedText({ student: new FakeAcousticModel(), words });
}

describe('StreamedText', () => {
  it('writes nothing of nothing', async () => {
    const text = await setUp(vocabulary).write({ ...heard([], 0), sounds: undefined });
    expect(text).toEqual({ text: '', words: [], engine: 'fake-student' });
  });

  it('places words from where the hearing began', async () => {
    const { words } = await setUp(() => undefined).write(heard(PATH, 12));
    expect(words.map(({ word, startMs }) => [word, startMs])).toEqual([
      ['one', 1040],
      ['two', 1160],
      ['three', 1280],
      ['four', 1400],
    ]);
  });

  it('searches each row for good once, and shows what it looks ahead at too', async () => {
    const words = vocabulary();
    const advance = vi.spyOn(words.search, 'advance');
    const streamed = setUp(() => words);
    expect((await streamed.write(heard(PATH.slice(0, 6), 3))).text).toBe('eleven twelve');
    // The row looked ahead at was heard differently after all.
    expect((await streamed.write(heard([0, 1, 0, 0, 3, 0, 0, 3, 0], 6))).text).toBe(
      'eleven thirteen thirteen',
    );
    expect((await streamed.write(heard([0, 1, 0, 0, 3, 0, 0, 3, 0, 0, 4, 0], 12))).text).toBe(
      'eleven thirteen thirteen fourteen',
    );
    expect(advance.mock.calls.map(([state, scores]) => [state.frames, scores.frames])).toEqual([
      [0, 3],
      [3, 3],
      [3, 3],
      [6, 3],
      [6, 6],
      [12, 0],
    ]);
  });

  it('finds words from the utterance’s start once their file is here', async () => {
    const arrived: Vocabulary[] = [];
    const streamed = setUp(() => arrived[0]);
    expect((await streamed.write(heard(PATH.slice(0, 9), 6))).text).toBe('one two three');
    arrived.push(vocabulary());
    expect((await streamed.write(heard(PATH, 9))).text).toBe('eleven twelve thirteen fourteen');
  });

  it('spells with each chunk by ear, with words to look for now and then, and at the end', async () => {
    const runs = async (words: () => Vocabulary | undefined) => {
      const student = new FakeAcousticModel();
      const spell = vi.spyOn(student, 'spell');
      const streamed = new StreamedText({ student, words });
      const path = [...PATH, ...PATH];
      for (let rows = 4; rows <= 24; rows += 4) await streamed.write(heard(path.slice(0, rows), rows - 2));
      await streamed.write(heard(path, 24));
      return spell.mock.calls.map(([sounds]) => sounds.phonemes.frames);
    };
    expect(await runs(() => undefined)).toEqual([4, 8, 12, 16, 20, 24, 24]);
    const words = vocabulary();
    // Twelve rows are 480 ms.
    expect(await runs(() => words)).toEqual([4, 16, 24]);
  });

  it('takes back what a forced cut gives to the next utterance, spelled or found', async () => {
    const spelled = setUp(() => undefined);
    await spelled.write(heard(PATH, 12));
    expect((await spelled.write(heard(PATH.slice(0, 6), 6))).text).toBe('one two');
    const words = vocabulary();
    const streamed = setUp(() => words);
    await streamed.write(heard(PATH, 12));
    expect((await streamed.write(heard(PATH.slice(0, 6), 6))).text).toBe('eleven twelve');
  });
});
