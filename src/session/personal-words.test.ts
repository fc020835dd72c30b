import { expect, it, vi } from 'vitest';
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
