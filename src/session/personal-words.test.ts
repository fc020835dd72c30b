import { expect, it, vi } from 'vitest';
import { MOST_PERSONAL_WORDS } from '../contract/personal-words';
import { PersonalWordLists, wordsOfText } from './personal-words';
import { webStorage } from './web-storage';

it('reads one word a line, with how it sounds', () => {
  expect(wordsOfText('Siobhan = shivawn\n\n  New   York \nSiobhan\n')).toEqual([
    { text: 'Siobhan', soundsLike: 'shivawn' },
    { text: 'New York' },
  ]);
});

it('keeps lists apart and through a reload', () => {
  const storage = webStorage(() => {
    throw new Error('none');
  });
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
  const storage = webStorage(() => {
    throw new Error('none');
  });
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
