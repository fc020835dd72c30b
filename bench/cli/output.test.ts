import { describe, expect, it } from 'vitest';
import { print, progressLine } from './output';
import type { FailedFile, TranscribedFile } from './transcribe-run';

const DONE: TranscribedFile = {
  file: 'talks/a b.wav',
  result: {
    // Out of order on purpose: an utterance may be finished after a later one.
    segments: [
      {
        id: 2,
        text: 'Good bye.',
        words: [
          { word: 'Good', startMs: 2000.4, endMs: 2300.6, confidence: 0.123456 },
          { word: 'bye.', startMs: 2300.6, endMs: 2600, confidence: 1 },
        ],
        startMs: 2000,
        endMs: 2600,
        engine: 'second',
      },
      {
        id: 1,
        text: 'Hello',
        words: [{ word: 'Hello', startMs: 100, endMs: 500, confidence: 0.9 }],
        startMs: 100,
        endMs: 500,
        engine: 'second',
      },
    ],
    audioMs: 3000.2,
    wallMs: 412.7,
    minutesMs: [412.7],
    provider: 'wasm',
    workers: 0,
    models: ['student', 'second'],
  },
};

const FAILED: FailedFile = {
  file: 'missing.wav',
  error: { code: 'file-unreadable', message: 'There is no such file.' },
};

describe('print', () => {
  it('writes one line of JSON with the words in order of time', () => {
    const { stdout, stderr } = print(DONE, 'json', 'stream');
    expect(stderr).toBe('');
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(JSON.parse(stdout)).toEqual({
      file: 'talks/a b.wav',
      text: 'Hello Good bye.',
      words: [
        { word: 'Hello', startMs: 100, endMs: 500, confidence: 0.9 },
        { word: 'Good', startMs: 2000, endMs: 2301, confidence: 0.1235 },
        { word: 'bye.', startMs: 2301, endMs: 2600, confidence: 1 },
      ],
      audioMs: 3000,
      wallMs: 413,
      minutesMs: [413],
      provider: 'wasm',
      model: 'student',
      secondLook: 'second',
      path: 'stream',
    });
  });

  it('says that no second look took part', () => {
    const alone = { ...DONE, result: { ...DONE.result, models: ['student'] } };
    expect(JSON.parse(print(alone, 'json', 'file').stdout)).toMatchObject({
      model: 'student',
      secondLook: null,
    });
  });

  it('gives an empty text to silence', () => {
    const silent = { ...DONE, result: { ...DONE.result, segments: [] } };
    expect(JSON.parse(print(silent, 'json', 'file').stdout)).toMatchObject({ text: '', words: [] });
    expect(print(silent, 'txt', 'file').stdout).toBe('');
  });

  it('writes plain text and subtitles as the app exports them', () => {
    expect(print(DONE, 'txt', 'file').stdout).toBe('Hello\nGood bye.\n');
    expect(print(DONE, 'srt', 'file').stdout).toContain('1\n00:00:00,100 --> 00:00:');
    expect(print(DONE, 'vtt', 'file').stdout).toMatch(/^WEBVTT\n/u);
  });

  it('reports a failure as JSON, beside the results only where these are JSON too', () => {
    const line =
      '{"file":"missing.wav","error":{"code":"file-unreadable","message":"There is no such file."}}\n';
    expect(print(FAILED, 'json', 'file')).toEqual({ stdout: line, stderr: '' });
    expect(print(FAILED, 'srt', 'file')).toEqual({ stdout: '', stderr: line });
  });
});

describe('progressLine', () => {
  it('tells the place in the run, the speed and failures', () => {
    expect(progressLine(DONE, 3, 10)).toBe('[3/10] talks/a b.wav: 3.0 s of audio in 0.4 s (wasm)\n');
    expect(progressLine(FAILED, 4, 10)).toBe('[4/10] missing.wav: failed, There is no such file.\n');
  });
});
