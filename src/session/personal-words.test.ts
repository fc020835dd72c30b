import { expect, it, vi } from 'vitest';
import { MOST_PERSONAL_WORDS } from '../contract/personal-words';
import { PersonalWordLists, readList } from './personal-words';
import { webStorage } from './web-storage';

it('reads one word a line, with how it sounds', () => {
  expect(readList('Siobhan = shivawn\n\n  New   York \nSiobhan\n').words).toEqual([
    { text: 'Siobhan', soundsLike: 'shivawn' },
    { text: 'New York' },
  ]);
});

it('takes what other programs put around pasted names, and no lines without a name', () => {
  const pasted =
    '\uFEFF• Mbeki\r- Zo\u00ADla\u200B\u2028\t* Q&A\r\n---\n = sound\n-ly\n1. FC K\u00F6ln\u00A0II';
  expect(readList(pasted).words.map(({ text }) => text)).toEqual([
    'Mbeki',
    'Zola',
    'Q&A',
    '-ly',
    '1. FC Köln II',
  ]);
});

it('counts what is left out', () => {
  const many = Array.from({ length: MOST_PERSONAL_WORDS + 3 }, (_, index) => `word${String(index)}`);
  expect(readList(many.join('\n'))).toMatchObject({ leftOut: 3 });
  expect(readList(many.join('\n')).words).toHaveLength(MOST_PERSONAL_WORDS);
  expect(readList(`Mbeki\n${'a sentence '.repeat(20)}`)).toEqual({ words: [{ text: 'Mbeki' }], leftOut: 1 });
});

it('takes any name for a list', () => {
  const lists = new PersonalWordLists(noStorage(), 'Mine', vi.fn());
  lists.choose('constructor');
  expect(lists.words).toEqual([]);
  expect(lists.lists.texts).toEqual({ Mine: '', constructor: '' });
});

it('keeps lists apart and through a reload', () => {
  const storage = noStorage();
  const told = vi.fn();
  const lists = new PersonalWordLists(storage, 'Mine', told);
  lists.write('Mbeki');
  lists.choose('Work');
  expect(lists.words).toEqual([]);
  lists.write('Kubernetes');
  expect(told).toHaveBeenLastCalledWith([{ text: 'Kubernetes' }]);
  const again = new PersonalWordLists(storage, 'Mine', told);
  expect(again.words).toEqual([{ text: 'Kubernetes' }]);
  again.remove();
  expect(again.words).toEqual([{ text: 'Mbeki' }]);
});

it('adds a word to the list in use, and knows it in whatever letters', () => {
  const storage = noStorage();
  const told = vi.fn();
  const lists = new PersonalWordLists(storage, 'Mine', told);
  lists.write('Mbeki = em becky');
  expect(lists.add('New York')).toBe(true);
  expect(lists.lists.texts['Mine']).toBe('Mbeki = em becky\nNew York\n');
  expect(told).toHaveBeenLastCalledWith([{ text: 'Mbeki', soundsLike: 'em becky' }, { text: 'New York' }]);
  expect([lists.has('MBEKI'), lists.has('new york'), lists.has('York')]).toEqual([true, true, false]);
  lists.write(Array.from({ length: MOST_PERSONAL_WORDS }, (_, index) => `word${String(index)}`).join('\n'));
  expect(lists.add('more')).toBe(false);
  expect(lists.has('more')).toBe(false);
});

function noStorage(): Storage {
  return webStorage(() => {
    throw new Error('none');
  });
}
