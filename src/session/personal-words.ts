import { MOST_PERSONAL_WORDS, type PersonalWord } from '../contract/personal-words';

const KEY = 'tabscribe.words';

/** Lists of words by name; one of them is listened for. */
export interface WordLists {
  readonly active: string;
  /** As the person wrote them, one word a line. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Words of a list's text: one a line, "word" or "word = how it sounds"; repeats and what is too much are left out. */
export function wordsOfText(text: string): PersonalWord[] {
  const words = new Map<string, PersonalWord>();
  for (const line of text.split(/\r?\n/)) {
    const [written = '', sound = ''] = line.split('=').map((part) => part.trim().replace(/\s+/g, ' '));
    if (written === '' || words.has(written)) continue;
    words.set(written, sound === '' ? { text: written } : { text: written, soundsLike: sound });
  }
  return [...words.values()].slice(0, MOST_PERSONAL_WORDS);
}

/** Keeps the person's lists in this browser, and tells of each change of the words that are listened for. */
export class PersonalWordLists {
  #lists: WordLists;

  /** @param firstName what the first list is called. */
  constructor(
    private readonly storage: Storage,
    firstName: string,
    private readonly onWords: (words: readonly PersonalWord[]) => void,
  ) {
    this.#lists = read(storage) ?? { active: firstName, texts: { [firstName]: '' } };
  }

  get lists(): WordLists {
    return this.#lists;
  }

  get words(): readonly PersonalWord[] {
    return wordsOfText(this.#lists.texts[this.#lists.active] ?? '');
  }

  write(text: string): void {
    this.#set({ ...this.#lists, texts: { ...this.#lists.texts, [this.#lists.active]: text } });
  }

  /** Whether the list in use has it, in whatever letters. */
  has(word: string): boolean {
    const wanted = word.toLocaleLowerCase();
    return this.words.some(({ text }) => text.toLocaleLowerCase() === wanted);
  }

  /** Adds a word to the list in use; false where the list is full. */
  add(word: string): boolean {
    if (this.words.length >= MOST_PERSONAL_WORDS) return false;
    const text = (this.#lists.texts[this.#lists.active] ?? '').trimEnd();
    this.write(`${text}${text === '' ? '' : '\n'}${word}\n`);
    return true;
  }

  /** Uses a list; one that is new begins empty. */
  choose(name: string): void {
    const { texts } = this.#lists;
    this.#set({ active: name, texts: name in texts ? texts : { ...texts, [name]: '' } });
  }

  /** Deletes the list in use; where it is the only one, empties it. */
  remove(): void {
    const { active, texts } = this.#lists;
    const left = Object.entries(texts).filter(([name]) => name !== active);
    const first = left[0]?.[0];
    if (first === undefined) this.write('');
    else this.#set({ active: first, texts: Object.fromEntries(left) });
  }

  #set(lists: WordLists): void {
    this.#lists = lists;
    try {
      this.storage.setItem(KEY, JSON.stringify(lists));
    } catch {
      // A full storage: the list works until the page is closed.
    }
    this.onWords(this.words);
  }
}

function read(storage: Storage): WordLists | undefined {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<WordLists> | null;
    if (typeof stored?.active !== 'string' || typeof stored.texts !== 'object') return undefined;
    const texts = Object.fromEntries(
      Object.entries(stored.texts).filter(([, text]) => typeof text === 'string'),
    );
    return { active: stored.active, texts: { [stored.active]: '', ...texts } };
  } catch {
    return undefined;
  }
}
