import { describe, expect, it } from 'vitest';
import { captionAt, findHits, placeMs } from './transcript-search';

const captions = [
  { text: 'We had dinner at seven.', endMs: 2000 },
  { text: 'Dinner was (almost) ready, 50% of it.', endMs: 5000 },
];

describe('findHits', () => {
  it('finds every place, whatever its capitals', () => {
    expect(findHits(captions, 'dinner')).toEqual([
      { caption: 0, start: 7, end: 13 },
      { caption: 1, start: 0, end: 6 },
    ]);
  });

  it('takes signs as what they are, and any space for a space', () => {
    expect(findHits(captions, '(almost)  ready, 50%')).toEqual([{ caption: 1, start: 11, end: 30 }]);
    expect(findHits(captions, '.*')).toEqual([]);
    expect(findHits([{ text: 'a-b / c' }], 'a-b /')).toHaveLength(1);
    expect(findHits(captions, '  ')).toEqual([]);
  });
});

describe('findHits with options', () => {
  const lines = [{ text: 'Donna tells Don: the don is up-to-date. Don’s up, up2.' }];
  const found = (query: string, matchCase: boolean, wholeWords: boolean): string[] =>
    findHits(lines, query, { matchCase, wholeWords }).map(({ start }) =>
      lines[0]!.text.slice(start, start + 6),
    );

  it('minds capitals', () => {
    expect(found('don', true, false)).toEqual(['don is']);
    expect(found('Don', true, false)).toEqual(['Donna ', 'Don: t', 'Don’s ']);
  });

  it('finds whole words alone', () => {
    expect(found('don', false, true)).toEqual(['Don: t', 'don is', 'Don’s ']);
    expect(found('up', true, true)).toEqual(['up-to-', 'up, up']);
    expect(found('is  UP', false, true)).toEqual(['is up-']);
  });

  it('finds what begins or ends with a mark', () => {
    expect(found('Don:', true, true)).toEqual(['Don: t']);
  });
});

describe('a time in place of words', () => {
  it('is understood with and without hours', () => {
    expect([placeMs('1:05'), placeMs(' 1:02:03 '), placeMs('ten'), placeMs('1:5')]).toEqual([
      65_000,
      3_723_000,
      null,
      null,
    ]);
  });

  it('leads to what is said then, or next', () => {
    expect([captionAt(captions, 0), captionAt(captions, 2000), captionAt(captions, 5000)]).toEqual([
      0,
      1,
      null,
    ]);
  });
});
