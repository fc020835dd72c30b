import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import type { Exporter } from './exporter';

/** A segment whose words share its time evenly. */
export function spoken(text: string, startMs: number, endMs: number, id = 1): Segment {
  const words = text.split(' ').filter((word) => word !== '');
  const stepMs = (endMs - startMs) / Math.max(1, words.length);
  return {
    id,
    text,
    startMs,
    endMs,
    engine: 'student-v0',
    words: words.map((word, index) => ({
      word,
      startMs: startMs + index * stepMs,
      endMs: startMs + (index + 1) * stepMs,
      confidence: 0.9,
    })),
  };
}

/** How a format is read back: its texts with their times; null where the format has no times. */
export interface ReadBack {
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** What every exporter must hold to, whatever its format. */
export function exporterSuite(
  write: Exporter,
  empty: string,
  read: (file: string) => ReadBack[],
  lineEnd: '\n' | '\r\n' = '\n',
): void {
  describe('as every exporter', () => {
    it('writes a valid empty file', () => {
      expect(write([])).toBe(empty);
      expect(read(write([]))).toEqual([]);
    });

    it('keeps every word, in order of time', () => {
      const file = write([
        spoken('and then the second', 5000, 7000, 2),
        spoken('First this,', 1000, 3000, 1),
      ]);
      expect(wordsOf(read(file))).toBe('First this, and then the second');
    });

    it('keeps overlapping segments whole', () => {
      const file = write([
        spoken('one speaker talks on', 0, 5000, 1),
        spoken('another cuts in', 3000, 4000, 2),
        spoken('at the same time', 3000, 6000, 3),
      ]);
      expect(wordsOf(read(file))).toBe('one speaker talks on another cuts in at the same time');
      for (const { startMs, endMs } of read(file)) {
        if (startMs !== null && endMs !== null) expect(endMs).toBeGreaterThan(startMs);
      }
    });

    it('keeps any script and any sign', () => {
      const text = 'Žluťoučký kůň 日本語 👩‍👩‍👧 שלום a<b & "c" --> d';
      expect(wordsOf(read(write([spoken(text, 0, 4000)])))).toBe(text);
    });

    it('writes times beyond an hour', () => {
      const startMs = 101 * 3_600_000 + 59 * 60_000 + 59_000;
      const [first] = read(write([spoken('late', startMs, startMs + 1500)]));
      expect(first?.text).toBe('late');
      if (first?.startMs !== null) expect([first?.startMs, first?.endMs]).toEqual([startMs, startMs + 1500]);
    });

    it('ends with a line break and has one kind of them', () => {
      const file = write([spoken('text', 0, 1000)]);
      expect(file.endsWith(lineEnd)).toBe(true);
      expect(file.replaceAll(lineEnd, '')).not.toMatch(/[\r\n]/u);
    });

    it('leaves the segments as they were', () => {
      const segments = [spoken('b', 2000, 3000, 2), spoken('a', 0, 1000, 1)];
      const before = JSON.stringify(segments);
      write(segments);
      expect(JSON.stringify(segments)).toBe(before);
    });
  });
}

function wordsOf(read: readonly ReadBack[]): string {
  return read.map((item) => item.text).join(' ');
}
