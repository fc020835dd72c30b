import { describe, expect, it } from 'vitest';
import type { CaptionSource } from '../captions/transcript';
import { spoken } from './exporter-suite';
import { docxText } from './foreign-suite';
import { endToEnd } from './join-recordings';
import { plainTextOf, transcriptFile } from './transcript-file';

const source = (name: string, ...texts: string[]): CaptionSource => ({
  id: name,
  kind: 'file',
  name,
  startedAtMs: new Date(2026, 10, 2, 9, 5).getTime(),
  track: {
    segments: texts.map((text, index) => spoken(text, index * 1000, index * 1000 + 900, index)),
    partials: [],
  },
});

describe('transcriptFile', () => {
  it('is named after a single file', async () => {
    const talk = [source('talk.final.mp3', 'Hi.')];
    expect((await transcriptFile(talk, 'srt')).name).toBe('talk.final.srt');
    expect((await transcriptFile(talk, 'txt-times')).name).toBe('talk.final-times.txt');
  });

  it('is named after the time where there are several sources, or the microphone', async () => {
    expect((await transcriptFile([source('a.mp3', 'Hi.'), source('b.mp3', 'Ho.')], 'vtt')).name).toBe(
      'captions-2026-11-02-0905.vtt',
    );
    expect((await transcriptFile([{ ...source('Microphone', 'Hi.'), kind: 'microphone' }], 'txt')).name).toBe(
      'captions-2026-11-02-0905.txt',
    );
  });

  it('is named after its title, without what file systems refuse', async () => {
    const file = await transcriptFile([source('a.mp3', 'Hi.')], 'docx', {}, 'Who? Me/you');
    expect(file.name).toBe('Who  Me you.docx');
    expect((await docxText(file.content as ArrayBuffer)).text).toMatch(/^Who\? Me\/you\n\nNovember 2, 2026/u);
  });

  it('has headings in plain text only where there are several sources', () => {
    expect(plainTextOf([source('a.mp3', 'Hi.', 'You.')])).toBe('Hi.\nYou.\n');
    expect(plainTextOf([source('a.mp3', 'Hi.'), source('b.mp3', 'Ho.')])).toBe(
      'a.mp3\n\nHi.\n\nb.mp3\n\nHo.\n',
    );
  });
});

describe('endToEnd', () => {
  it('moves later runs, with their words, behind earlier ones', () => {
    const joined = endToEnd([[spoken('a', 0, 2000)], [], [spoken('b', 500, 900)]]);
    expect(joined.map((segment) => segment.startMs)).toEqual([0, 2500]);
    expect(joined[1]?.words[0]).toMatchObject({ startMs: 2500, endMs: 2900 });
  });
});
