import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from './arguments';

describe('parseArguments', () => {
  it('takes the defaults where only files are given', () => {
    expect(parseArguments(['a.wav', 'b.mp3'])).toEqual({
      provider: 'auto',
      path: 'file',
      secondLook: true,
      format: 'json',
      text: 'final',
      memory: 'keep',
      files: ['a.wav', 'b.mp3'],
    });
  });

  it('reads every option, in both spellings, before and after the files', () => {
    const argv = [
      '--provider',
      'wasm',
      'a.wav',
      '--path=stream',
      '--second-look',
      'off',
      '--format=vtt',
      '--memory=forget',
      '--model',
      'm',
      '--second-look-model=w',
      '--language=de',
      '--translate',
    ];
    expect(parseArguments(argv)).toEqual({
      provider: 'wasm',
      path: 'stream',
      secondLook: false,
      format: 'vtt',
      text: 'final',
      memory: 'forget',
      model: 'm',
      secondLookModel: 'w',
      language: 'de',
      translate: true,
      files: ['a.wav'],
    });
  });

  it('leaves streamed captions as they are', () => {
    expect(parseArguments(['--path=stream', '--text=captions', 'a.wav'])).toMatchObject({
      text: 'captions',
      secondLook: false,
    });
  });

  it('takes a file whose name begins with dashes after --', () => {
    expect(parseArguments(['--', '--provider'])).toMatchObject({ files: ['--provider'] });
  });

  it.each([['--help'], ['-h'], ['-h', 'a.wav']])('answers %s with help', (...argv) => {
    expect(parseArguments(argv)).toBe('help');
  });

  it.each([
    [[], /at least one file/],
    [['--provider', 'cuda', 'a.wav'], /--provider is "cuda"; it must be auto, webgpu, wasm/],
    [['--path', 'live', 'a.wav'], /--path/],
    [['--second-look', 'yes', 'a.wav'], /--second-look/],
    [['--format', 'pdf', 'a.wav'], /--format/],
    [['--path=stream', '--text', 'partial', 'a.wav'], /--text is "partial"; it must be final, captions/],
    [['--text=captions', 'a.wav'], /go with --path stream/],
    [['--memory=forget', 'a.wav'], /go with --path stream/],
    [['--model=', 'a.wav'], /--model is empty/],
    [['--fast', 'a.wav'], /--fast/],
    [['a.wav', '--provider'], /provider/],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(UsageError);
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
