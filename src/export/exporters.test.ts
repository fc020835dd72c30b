import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';
import { ENGLISH_NAMES, type Exporter } from './exporter';
import { exporterSuite, spoken, type ReadBack } from './exporter-suite';
import { toJson } from './json';
import { csvRows, schemaErrors } from './foreign-suite';
import { toPlainText, toTimedText } from './plain-text';
import { toSrt } from './srt';
import { toKaraokeVtt, toVtt } from './vtt';

const TIME = /(\d+):(\d\d):(\d\d)[.,](\d{3})/;

function readTime(text: string | undefined): number {
  const parts = TIME.exec(text ?? '');
  if (parts === null) throw new Error(`no time in ${text ?? 'nothing'}`);
  const [hours, minutes, seconds, ms] = parts.slice(1).map(Number) as [number, number, number, number];
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

function readBlocks(text: string): ReadBack[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes(' --> '))
    .map((block) => {
      const lines = block.trimEnd().split('\n');
      const at = lines.findIndex((line) => line.includes(' --> '));
      const [start, end] = (lines[at] ?? '').split(' --> ');
      return { text: lines.slice(at + 1).join(' '), startMs: readTime(start), endMs: readTime(end) };
    });
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('toPlainText', () => {
  exporterSuite(toPlainText, '', (file) =>
    file
      .split('\n')
      .filter((line) => line !== '')
      .map((text) => ({ text, startMs: null, endMs: null })),
  );
});

describe('toSrt', () => {
  exporterSuite(toSrt, '', readBlocks);

  it('numbers its blocks and writes a comma before the milliseconds', () => {
    expect(toSrt([spoken('Hello there.', 1234, 3234), spoken('Yes.', 62_000, 63_500, 2)])).toBe(
      '1\n00:00:01,234 --> 00:00:03,234\nHello there.\n\n2\n00:01:02,000 --> 00:01:03,500\nYes.\n',
    );
  });
});

describe('toSrt of what looks like markup', () => {
  it('keeps it from being taken for markup', () => {
    const said = 'Write <b>bold</b>, <font color=red> or {\\an8}, but a < b.';
    const text = toSrt([spoken(said, 0, 4000)]);
    expect(text).not.toMatch(/<\/?b>|<font|\{\\an8/u);
    expect(text.replaceAll('\u2060', '').replaceAll('\n', ' ')).toContain(said);
    expect(text).toContain('a < b');
  });
});

describe('toVtt', () => {
  exporterSuite(toVtt, 'WEBVTT\n', (file) =>
    readBlocks(file).map((item) => ({ ...item, text: unescaped(item.text) })),
  );

  it('escapes what would be markup', () => {
    expect(toVtt([spoken('a<b> & c', 0, 2000)])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\na&lt;b&gt; &amp; c\n',
    );
  });
});

describe('toKaraokeVtt', () => {
  exporterSuite(toKaraokeVtt, 'WEBVTT\n', (file) =>
    readBlocks(file).map((item) => ({ ...item, text: unescaped(item.text.replaceAll(/<[\d:.]+>/gu, '')) })),
  );

  it('leaves out times that do not grow inside the cue', () => {
    const segment = spoken('one two three', 0, 3000);
    const words = segment.words.map((word, index) => (index === 1 ? { ...word, startMs: 0 } : word));
    expect(toKaraokeVtt([{ ...segment, words }])).toContain('\none two <00:00:02.000>three\n');
  });
});

describe('toTimedText', () => {
  exporterSuite(toTimedText, '', (file) =>
    file
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ text: line.replace(/^\[\d+:\d\d:\d\d\] /u, ''), startMs: null, endMs: null })),
  );

  it('begins each line with its time', () => {
    expect(toTimedText([{ ...spoken('Hello.', 3_723_900, 3_724_000), source: 'tab' }])).toBe(
      '[01:02:03] Shared sound: Hello.\n',
    );
  });
});

const csv: Exporter = (segments, names = ENGLISH_NAMES) =>
  toCsv([{ name: '', startedAtMs: null, segments }], names);

describe('toCsv', () => {
  exporterSuite(
    csv,
    '\ufeffstart,end,source,text\r\n',
    (file) =>
      csvRows(file).map((row) => ({
        text: row['text'] ?? '',
        startMs: readTime(row['start']),
        endMs: readTime(row['end']),
      })),
    '\r\n',
  );
});

const json: Exporter = (segments) => toJson([{ name: '', startedAtMs: null, segments }]);

describe('toJson', () => {
  exporterSuite(json, '{\n  "segments": []\n}\n', (file) =>
    (JSON.parse(file) as { segments: { text: string; startMs: number; endMs: number }[] }).segments.map(
      ({ text, startMs, endMs }) => ({ text, startMs, endMs }),
    ),
  );

  it('keeps what the engine had heard where a person corrected it', () => {
    const { words } = spoken('to words', 0, 1000);
    const written = json([{ ...spoken('two words', 0, 1000), heard: { text: 'to words', words } }]);
    expect(schemaErrors(written)).toEqual([]);
    expect(written).toContain('"heard": "to words"');
  });

  it('keeps the engine and the words with their times', () => {
    const segment = spoken('two words', 0, 1000);
    const { id: _, ...written } = segment;
    expect(JSON.parse(json([segment]))).toEqual({ segments: [written] });
  });
});
