import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { spoken } from './exporter-suite';
import { toJson } from './json';
import { toPlainText } from './plain-text';
import { toSrt } from './srt';
import { toVtt } from './vtt';

const MARKED: readonly Segment[] = [
  { ...spoken('How are you?', 0, 1500, 1), source: 'microphone' },
  { ...spoken('Fine, thanks.', 1000, 3000, 2), source: 'tab' },
];
const PLAIN = [spoken('How are you?', 0, 1500, 1)];

describe('captions of several sources', () => {
  it('name them in every format', () => {
    expect(toPlainText(MARKED)).toBe('Microphone: How are you?\nShared sound: Fine, thanks.\n');
    expect(toSrt(MARKED)).toContain('\nMicrophone: How are you?\n');
    expect(toVtt(MARKED)).toContain('\n<v Microphone>How are you?\n');
    expect(toVtt(MARKED)).toContain('\n<v Shared sound>Fine, thanks.\n');
    const { segments } = JSON.parse(toJson(MARKED)) as { segments: { source: string }[] };
    expect(segments.map(({ source }) => source)).toEqual(['microphone', 'tab']);
  });

  it('name them in the language of the page', () => {
    const names = { microphone: '麦克风', tab: 'A <b> & c', media: '' };
    expect(toPlainText(MARKED, names)).toMatch(/^麦克风: How/u);
    expect(toVtt(MARKED, names)).toContain('<v A &lt;b&gt; &amp; c>Fine');
  });

  it('of one source name none', () => {
    expect(toPlainText(PLAIN)).toBe('How are you?\n');
    expect(toSrt(PLAIN)).not.toContain('Microphone');
    expect(toVtt(PLAIN)).not.toContain('<v');
    expect(toJson(PLAIN)).not.toContain('source');
  });
});
