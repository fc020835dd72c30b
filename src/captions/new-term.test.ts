import { expect, it } from 'vitest';
import { isKnownWord, newTerm } from './new-term';

it('finds the name that a correction brought in', () => {
  expect(newTerm('Shivawn,', 'Siobhan,')).toBe('Siobhan');
  expect(newTerm('lawn', '“Oyelaran’s”')).toBe('Oyelaran');
  expect(newTerm('see tea sea', 'C.T.C')).toBe('C.T.C');
  expect(newTerm('mary', 'Mary Ann')).toBe('Mary Ann');
});

it('finds none in other letter case, punctuation, numbers, a sentence or nothing', () => {
  expect(newTerm('may', 'May.')).toBeNull();
  expect(newTerm('well known', 'well-known')).toBeNull();
  expect(newTerm('ten', '10')).toBeNull();
  expect(newTerm('one', 'this is not a name')).toBeNull();
  expect(newTerm('one', '')).toBeNull();
});

it('takes a word for known that an engine wrote by itself, but no name', () => {
  const line = { id: 0, words: [], startMs: 0, endMs: 1, engine: 'second' };
  const segments = [
    { ...line, text: 'Where is Siobhan?' },
    { ...line, id: 1, text: 'The zither.', heard: { text: 'The sitter.', words: [] } },
  ];
  const source = {
    id: 'a',
    kind: 'file',
    name: '',
    startedAtMs: 0,
    track: { segments, partials: [] },
  } as const;
  const known = ['where', 'sitter', 'zither', 'Siobhan'].map((word) =>
    isKnownWord({ sources: [source] }, word),
  );
  expect(known).toEqual([true, true, false, false]);
});
