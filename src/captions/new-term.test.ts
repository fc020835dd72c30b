import { expect, it } from 'vitest';
import { newTerm } from './new-term';

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
