import { describe, expect, it } from 'vitest';
import { TEST_MANIFEST } from './moonshine-suite';
import { WrittenRow } from './written-row';

const { startId, endId } = TEST_MANIFEST.decoder;

function rowOf(maxTokens: number, ids: readonly number[]) {
  const row = new WrittenRow(maxTokens, TEST_MANIFEST.decoder);
  for (const id of ids) row.add({ id, probability: 0.5 });
  return { row, ids: row.tokens.map((token) => token.id) };
}

describe('WrittenRow', () => {
  it('begins with the start of a text, and goes on with what was written last', () => {
    expect(rowOf(9, []).row.newest).toBe(startId);
    expect(rowOf(9, [7, 8]).row).toMatchObject({ newest: 8, isDone: false });
  });

  it('takes nothing more after the end', () => {
    const { row, ids } = rowOf(9, [7, 8, endId, 9]);
    expect(row.isDone).toBe(true);
    expect(ids).toEqual([7, 8]);
  });

  it('ends at its bound, which may be nothing at all', () => {
    expect(rowOf(3, [7, 8, 9, 10]).ids).toEqual([7, 8, 9]);
    expect(rowOf(0, []).row.isDone).toBe(true);
  });

  it('ends where it goes round in a loop, with one turn of it', () => {
    const { row, ids } = rowOf(
      60,
      Array.from({ length: 50 }, () => 7),
    );
    expect(row.isDone).toBe(true);
    expect(ids).toEqual([7]);
  });
});
