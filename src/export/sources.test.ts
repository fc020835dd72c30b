import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { csvRows } from './foreign-suite';
import { ENGLISH_NAMES } from './exporter';
import { toCsv } from './csv';
import { spoken } from './exporter-suite';
import { toJson } from './json';
import { toPlainText } from './plain-text';
import { toSrt } from './srt';
import { toVtt } from './vtt';

const MARKED: readonly Segment[] = [
  { ...spoken('How are you?', 0, 1500, 1), source: 'microphone' },
  { ...spoken('Fine, thanks.', 1000, 3000, 2), source: 'tab' },
];
const recordings = (segments: readonly Segment[]) => [{ name: 'a.mp3', startedAtMs: null, segments }];
const PLAIN = [spoken('How are you?', 0, 1500, 1)];

describe('captions of several sources', () => {
  it('name them in every format', () => {
    expect(toPlainText(MARKED)).toBe('Microphone: How are you?\nShared sound: Fine, thanks.\n');
    expect(toSrt(MARKED)).toContain('\nMicrophone: How are you?\n');
    expect(toVtt(MARKED)).toContain('\n<v Microphone>How are you?\n');
    expect(toVtt(MARKED)).toContain('\n<v Shared sound>Fine, thanks.\n');
    const { segments } = JSON.parse(toJson(recordings(MARKED))) as { segments: { source: string }[] };
    expect(segments.map(({ source }) => source)).toEqual(['microphone', 'tab']);
    const rows = csvRows(toCsv(recordings(MARKED), ENGLISH_NAMES));
    expect(rows.map(({ source }) => source)).toEqual(['Microphone', 'Shared sound']);
  });

  it('name them in the language of the page', () => {
    const names = { microphone: '麦克风', tab: 'A <b> & c', media: '' };
    expect(toPlainText(MARKED, names)).toMatch(/^麦克风: How/u);
    expect(toVtt(MARKED, names)).toContain('<v A &lt;b&gt; &amp; c>Fine');
  });

  it('count what stands before the words as part of the line', () => {
    const names = { ...ENGLISH_NAMES, tab: 'The other person in the room' };
    const text = 'This is what the other one said, which is long enough for some lines, and more.';
    const lines = toSrt([{ ...spoken(text, 0, 9000), source: 'tab' }], names).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(42);
    expect(lines.filter((line) => line.startsWith(names.tab)).length).toBeGreaterThan(1);
  });

  it('of one source name none', () => {
    expect(toPlainText(PLAIN)).toBe('How are you?\n');
    expect(toSrt(PLAIN)).not.toContain('Microphone');
    expect(toVtt(PLAIN)).not.toContain('<v');
    expect(toJson(recordings(PLAIN))).not.toContain('source');
  });
});
