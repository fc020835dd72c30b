import { MOST_PERSONAL_WORDS, type PersonalWord } from '../contract/personal-words';

const KEY = 'tabscribe.words';

/** Lists of words by name; one of them is listened for. */
export interface WordLists {
  readonly active: string;
  /** As the person wrote them, one word a line. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Longer lines are sentences that were pasted: nobody would be heard saying them whole. */
const LONGEST_CHARS = 80;
const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/u;
/** What lists from other programs put before their items. */
const BULLET = /^[•‣▪●◦·*–—-]\s+/u;
/** Stand in pasted text, and nobody sees them. */
const UNSEEN = /[\u00AD\u200B\u2060\uFEFF\p{Cc}]/gu;

export interface ReadList {
  readonly words: readonly PersonalWord[];
  /** Lines that are too long for a name, and what there is no room for. */
  readonly leftOut: number;
}

/** Reads a list's text: one word a line, "word" or "word = how it sounds". Repeats count once. */
export function readList(text: string): ReadList {
  const words = new Map<string, PersonalWord>();
  let tooLong = 0;
  for (const line of text.split(LINE_ENDS)) {
    const [written = '', sound = ''] = line.split('=').map(clean);
    if (!/[\p{L}\p{N}]/u.test(written) || words.has(written)) continue;
    if (written.length > LONGEST_CHARS) tooLong += 1;
    else words.set(written, sound === '' ? { text: written } : { text: written, soundsLike: sound });
  }
  const taken = [...words.values()].slice(0, MOST_PERSONAL_WORDS);
  return { words: taken, leftOut: tooLong + words.size - taken.length };
}

function clean(part: string): string {
  return part.replaceAll('\t', ' ').replace(UNSEEN, '').trim().replace(BULLET, '').replace(/\s+/gu, ' ');
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
    return this.read.words;
  }

  /** What there is in the list in use. */
  get read(): ReadList {
    return readList(this.#lists.texts[this.#lists.active] ?? '');
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
    this.#set({ active: name, texts: Object.hasOwn(texts, name) ? texts : { ...texts, [name]: '' } });
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
