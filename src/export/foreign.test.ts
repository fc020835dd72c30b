import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../contract/transcript';
import { cues } from './cues';
import { spoken } from './exporter-suite';
import { EXPORT_FORMATS, TEXT_FORMATS } from './formats';
import {
  csvRows,
  docxText,
  plussub,
  schemaErrors,
  subsrtSrt,
  w3cVtt,
  type ForeignCue,
} from './foreign-suite';
import { someSegments } from './random-segments-suite';
import { lineText } from './timed-tokens';

const WORDS = {
  names: { microphone: 'Microphone', tab: 'Shared <sound> & more', media: 'Player' },
  title: 'A "talk" <of> & ours',
  language: 'en',
};
const SIGNS = 'a<b & "c", said; --> d\n\n=1+1 ‘x’ 日本語，好';
const SEGMENTS: readonly Segment[] = [
  { ...spoken(SIGNS, 500, 4000, 1), source: 'microphone' },
  { ...spoken('-and then, at last, the old man came home.', 5000, 8000, 2), source: 'tab' },
  spoken('12', 9000, 9500, 3),
];
const recording = (segments: readonly Segment[], name = '=talk.mp3') => ({
  name,
  startedAtMs: Date.UTC(2026, 5, 15),
  segments,
});
const write = (format: keyof typeof TEXT_FORMATS, segments: readonly Segment[] = SEGMENTS): string =>
  TEXT_FORMATS[format].write([recording(segments)], WORDS);

const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/gu, ' ')
    .trim();
const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

function expectCues(found: readonly ForeignCue[], segments: readonly Segment[]): void {
  const own = cues(segments);
  expect(found.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
    own.map((cue) => [cue.startMs, cue.endMs]),
  );
  expect(found.map(({ text }) => squeezed(plain(text)))).toEqual(
    own.map(({ lines }) => squeezed(lines.map(lineText).join(' '))),
  );
}

describe('parsers that others wrote read', () => {
  it('SubRip', () => {
    const unmarked = [spoken('Where is it? It is here.', 500, 4000, 1), spoken('12', 9000, 9500, 2)];
    for (const parse of [plussub, subsrtSrt]) expectCues(parse(write('srt', unmarked)), unmarked);
    for (const parse of [plussub, subsrtSrt]) {
      const text = parse(write('srt')).map((cue) => cue.text.replaceAll(/\s+/gu, ' '));
      expect(text.join(' ')).toContain('Microphone: a<b & "c", said;');
    }
  });

  it.each(['vtt', 'vtt-words'] as const)('WebVTT, %s', (format) => {
    const { cues: found, errors } = w3cVtt(write(format));
    expect(errors).toEqual([]);
    expectCues(found, SEGMENTS);
    expectCues(plussub(write(format)), SEGMENTS);
    expect(found[0]?.text).toMatch(/^<v Microphone>/u);
  });

  it('WebVTT of any segments, without an error by the standard', () => {
    fc.assert(
      fc.property(someSegments, (segments) => {
        for (const format of ['vtt', 'vtt-words'] as const) {
          const { cues: found, errors } = w3cVtt(write(format, segments));
          expect(errors).toEqual([]);
          expectCues(found, segments);
        }
      }),
    );
  });

  it('the time of each word in WebVTT', () => {
    const [first] = w3cVtt(write('vtt-words', [spoken('one two three', 1000, 4000)])).cues;
    expect(first?.text).toBe('one <00:00:02.000>two <00:00:03.000>three');
  });

  it('CSV, and no cell is a formula', () => {
    const rows = csvRows(write('csv'));
    expect(Object.keys(rows[0] ?? {})).toEqual(['start', 'end', 'source', 'text']);
    expect(rows[0]).toEqual({
      start: '00:00:00.500',
      end: '00:00:04.000',
      source: 'Microphone',
      text: SIGNS.replaceAll(/\s+/gu, ' '),
    });
    expect(rows[1]?.['text']).toBe("'-and then, at last, the old man came home.");
    const two = [recording(SEGMENTS), recording(SEGMENTS, 'b.mp3')];
    const sources = csvRows(TEXT_FORMATS.csv.write(two, WORDS)).map((row) => row['source']);
    expect(sources[0]).toBe("'=talk.mp3: Microphone");
    expect(sources[5]).toBe('b.mp3');
  });

  it('JSON, by the schema in docs/', () => {
    expect(schemaErrors(write('json'))).toEqual([]);
    expect(schemaErrors(TEXT_FORMATS.json.write([recording(SEGMENTS), recording([], 'b')], WORDS))).toEqual(
      [],
    );
    expect(schemaErrors('{"segments": [{"text": "no times"}]}')).not.toEqual([]);
  });

  it('Word documents', async () => {
    const odd = spoken('half a pair \ud800 and a bell \u0007 here', 12_000, 14_000, 4);
    const recordings = [recording([...SEGMENTS, odd], 'a.mp3'), recording([], 'b & c.mp3')];
    const { text, html, problems } = await docxText(
      (await EXPORT_FORMATS.docx.write(recordings, WORDS)) as ArrayBuffer,
    );
    expect(problems).toEqual([]);
    expect(html).toContain('<h1 class="title">A "talk" &lt;of&gt; &amp; ours</h1>');
    expect(html).toContain('>b &amp; c.mp3<');
    expect(text).toContain('2026');
    expect(text).toContain(`00:00:00  Microphone: ${SIGNS.replaceAll(/\s+/gu, ' ')}`);
    expect(text).toContain('00:00:12  half a pair and a bell here');
    expect(html).toContain('<strong>Shared &lt;sound&gt; &amp; more</strong>: ');
  });
});
