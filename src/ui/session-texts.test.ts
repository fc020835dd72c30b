import { expect, it } from 'vitest';
import { describeSession } from '../captions/kept-session';
import type { CaptionSource } from '../captions/transcript';
import { titleOf } from './session-texts';

function source(kind: CaptionSource['kind'], name: string): CaptionSource {
  const segment = { id: 0, text: 'Hello.', words: [], startMs: 0, endMs: 500, engine: 'second' };
  return { id: name, kind, name, startedAtMs: 0, track: { segments: [segment], partials: [] } };
}

function titleFor(...sources: readonly CaptionSource[]): string {
  const session = describeSession('id', { sources }, { savedAtMs: 0, running: false, textBytes: 0 });
  return titleOf({ ...session!, title: null });
}

it('calls a session by its files, and captions by their time', () => {
  expect(titleFor(source('file', 'talk.mp3'))).toBe('talk.mp3');
  expect(titleFor(source('file', 'talk.mp3'), source('file', 'more.wav'))).toBe('talk.mp3 and 1 more');
  expect(titleFor(source('file', 'talk.mp3'), source('microphone', 'Microphone'))).toMatch(/^Captions of/u);
});

it('knows what earlier versions kept, and titles that a person gave', () => {
  const kept = { startedAtMs: 0, savedAtMs: 0, lengthMs: 0, words: 1, opening: '', textBytes: 0 };
  const old = { ...kept, id: 'id', fileName: 'talk.mp3', running: false };
  expect(titleOf({ ...old, title: null })).toBe('talk.mp3');
  expect(titleOf({ ...old, moreFiles: 2, title: 'Board' })).toBe('Board');
});
