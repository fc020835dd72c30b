import { describe, expect, it } from 'vitest';
import type { PersonalTerm } from '../decoder/personal-words';
import { withPersonalWords } from './personal-rewrite';
import type { PersonalWords } from './word-file';

/** What was heard: phoneme 1, then 2, then a little more 3 than 4, a frame each with blanks between. */
const PHONEMES = 5;
function heard(): { frames: number; phonemes: number; data: Float32Array; frameMs: number } {
  const said = [1, 0, 2, 0, 3, 0];
  const data = new Float32Array(said.length * PHONEMES).fill(-12);
  for (const [frame, one] of said.entries()) data[frame * PHONEMES + one] = 0;
  data[4 * PHONEMES + 4] = -3;
  return { frames: said.length, phonemes: PHONEMES, data, frameMs: 40 };
}

const TERM: PersonalTerm = {
  text: 'Flor',
  spellings: ['Flor'],
  ways: [{ ids: [1, 2, 3], logProbability: 0 }],
};

function personal(common: boolean): PersonalWords {
  return { terms: [TERM], isCommon: () => common, waysOf: () => Promise.resolve([[1, 2, 4]]) };
}

describe('withPersonalWords', () => {
  const written = { text: 'floor', words: [{ word: 'floor', confidence: 1 }] };

  it('writes a listed name in the place of an unknown word that looks like it', async () => {
    const { text } = await withPersonalWords(written, [], heard(), personal(false));
    expect(text).toBe('Flor');
  });

  it('leaves a common word that only looks like a listed name', async () => {
    const { text } = await withPersonalWords(written, [], heard(), personal(true));
    expect(text).toBe('floor');
  });
});
