import { PersonalWordLists } from './personal-words';
import { WordsInUse, type WordsInUseDeps } from './words-in-use';

export interface PageWordsDeps extends Omit<WordsInUseDeps, 'words'> {
  readonly local: Storage;
  /** What the first list is called. */
  readonly firstName: string;
}

/** The person's lists of words; the recognizer listens for those of the one in use. */
export function pageWords({ local, firstName, ...deps }: PageWordsDeps): PersonalWordLists {
  const lists = new PersonalWordLists(local, firstName, () => void inUse.use());
  const inUse = new WordsInUse({ ...deps, words: () => lists.words });
  return lists;
}
