/** Letters that the pronouncer knows, by id from 1 on; 0 pads. The same as ALPHABET of `training/stt/g2p.py`. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz'-";
/** Before a word's letters: as it sounds where it comes from. The same as HOME there. */
export const AT_HOME_ID = ALPHABET.length + 1;
const LOOK_LIKE: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ı: 'i',
  '’': "'",
};
const LETTER_NAMES =
  'ay bee see dee ee ef jee aitch eye jay kay el em en oh pee cue are ess tee you vee doubleyou ex why zee'.split(
    ' ',
  );
const DIGIT_NAMES = 'zero one two three four five six seven eight nine'.split(' ');
/** Longer words in capitals are read as words. */
const LONGEST_ACRONYM = 5;
/** As many letters as the pronouncer takes. */
const LONGEST_WORD = 40;

/** Ids of a word's letters, without accents; other signs are left out. */
export function letterIds(word: string): number[] {
  const plain = Array.from(word.toLowerCase(), (letter) => LOOK_LIKE[letter] ?? letter).join('');
  return Array.from(plain.normalize('NFD'), (letter) => ALPHABET.indexOf(letter) + 1)
    .filter((id) => id > 0)
    .slice(0, LONGEST_WORD);
}

/**
 * How a text may be read, each as words of letters alone: digits by their names, and what is in capitals as a word
 * and letter by letter. None where there is nothing to say.
 */
export function readingsOf(text: string): string[][] {
  const words = text
    .replace(/\d/g, (digit) => ` ${DIGIT_NAMES[Number(digit)] ?? ''} `)
    .split(/[^\p{L}\p{M}'’]+/u)
    .filter((word) => letterIds(word).length > 0);
  if (words.length === 0) return [];
  const spelled = words.flatMap((word) => (isAcronym(word) ? namesOf(word) : [word]));
  return spelled.length === words.length ? [words] : [spelled, words];
}

function isAcronym(word: string): boolean {
  return word.length > 1 && word.length <= LONGEST_ACRONYM && /^[A-Z]+$/.test(word);
}

function namesOf(acronym: string): string[] {
  return Array.from(acronym.toLowerCase(), (letter) => LETTER_NAMES[letter.charCodeAt(0) - 97] ?? letter);
}
