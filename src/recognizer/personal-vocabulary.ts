import type { PersonalWord } from '../contract/personal-words';
import { withPersonalModel, withPersonalTree, type PersonalTerm } from '../decoder/personal-words';
import { WordSearch } from '../decoder/word-search';
import type { Pronouncer } from './pronouncer';
import type { PersonalWords, Vocabulary } from './word-file';

/**
 * A vocabulary with the person's words in it, each also in the genitive. Words that nobody could say, as they have no
 * letters, take no part.
 *
 * @throws what the pronouncer throws.
 */
export async function withPersonalVocabulary(
  vocabulary: Vocabulary,
  words: readonly PersonalWord[],
  pronouncer: Pick<Pronouncer, 'ways'>,
): Promise<Vocabulary> {
  const { parts } = vocabulary;
  if (parts === undefined) return vocabulary;
  const terms: PersonalTerm[] = [];
  for (const { text, soundsLike = text } of words) {
    for (const ending of /s$/i.test(text) ? [''] : ['', "'s"]) {
      const ways = await pronouncer.ways(soundsLike + ending);
      if (ways.length > 0)
        terms.push({ text: text + ending, spellings: [text + ending, soundsLike + ending], ways });
    }
  }
  if (terms.length === 0) return vocabulary;
  const firstId = vocabulary.words.length;
  const { lexicon, model, options } = parts;
  return {
    words: [...vocabulary.words, ...terms.map(({ text }) => text)],
    phonemes: vocabulary.phonemes,
    search: new WordSearch(
      withPersonalTree(lexicon, terms, firstId),
      withPersonalModel(model, firstId),
      options,
    ),
    personal: new ListedWords(terms, parts.waysByWord(), pronouncer),
  };
}

class ListedWords implements PersonalWords {
  constructor(
    readonly terms: readonly PersonalTerm[],
    private readonly lexicon: ReadonlyMap<string, readonly (readonly number[])[]>,
    private readonly pronouncer: Pick<Pronouncer, 'ways'>,
  ) {}

  isCommon(word: string): boolean {
    return this.lexicon.has(plain(word));
  }

  async waysOf(word: string): Promise<readonly (readonly number[])[]> {
    if (/\d/.test(word)) return [];
    const known = this.lexicon.get(plain(word));
    return known ?? (await this.pronouncer.ways(word)).map(({ ids }) => ids);
  }
}

function plain(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}
