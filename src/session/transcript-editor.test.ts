import { beforeEach, describe, expect, it } from 'vitest';
import { segmentOf } from './fake-recognizer';
import { initialState } from './session-state';
import { SessionStore } from './session-store';
import { TranscriptEditor } from './transcript-editor';

let store: SessionStore;
let editor: TranscriptEditor;

beforeEach(() => {
  store = new SessionStore(initialState('auto', true));
  store.write({ type: 'source-started', id: 'a', kind: 'file', name: 'a', startedAtMs: 0 });
  for (const [id, text] of ['One too.', 'Three fore.'].entries()) {
    store.write({ type: 'recognized', event: { type: 'final', segment: segmentOf(id, text) } });
  }
  editor = new TranscriptEditor(store, () => ({ has: () => false, add: () => true }));
});

const texts = () => store.transcript.sources.flatMap(({ track }) => track.segments.map(({ text }) => text));
const second = (line: number) => ({ source: 'a', line, from: 1, to: 2 });

describe('TranscriptEditor', () => {
  it('takes back what was done, the newest first, and does it again', () => {
    const before = store.transcript;
    editor.correct(second(0), 'two.');
    editor.correct(second(1), 'four.');
    expect(texts()).toEqual(['One two.', 'Three four.']);
    editor.undo();
    expect(texts()).toEqual(['One two.', 'Three fore.']);
    editor.undo();
    expect(store.transcript).toEqual(before);
    expect(editor.undo()).toBeNull();
    editor.redo();
    editor.redo();
    expect(texts()).toEqual(['One two.', 'Three four.']);
    expect(editor.redo()).toBeNull();
  });

  it('counts going back to what was heard as a step of its own', () => {
    editor.correct(second(0), 'two.');
    editor.restoreHeard({ source: 'a', line: 0 });
    expect(texts()[0]).toBe('One too.');
    editor.undo();
    expect(texts()[0]).toBe('One two.');
    expect(editor.restoreHeard({ source: 'a', line: 1 })).toBeNull();
  });

  it('keeps corrections while more is heard, also where a text of the same utterance comes late', () => {
    editor.correct(second(0), 'two.');
    editor.correct({ source: 'a', line: 1, from: 0, to: 2 }, '');
    for (const [id, text] of ['One too.', 'Three fore.', 'Five.'].entries())
      store.write({ type: 'recognized', event: { type: 'final', segment: segmentOf(id, text) } });
    expect(texts()).toEqual(['One two.', 'Five.']);
    editor.undo();
    editor.undo();
    expect(texts()).toEqual(['One too.', 'Three fore.', 'Five.']);
  });

  it('replaces in several lines as one step', () => {
    const hits = [
      { source: 'a', line: 0, start: 4, end: 7, found: 'too' },
      { source: 'a', line: 1, start: 6, end: 10, found: 'fore' },
    ];
    expect(editor.replace(hits, 'more')?.changes).toHaveLength(2);
    expect(texts()).toEqual(['One more.', 'Three more.']);
    editor.undo();
    expect(texts()).toEqual(['One too.', 'Three fore.']);
  });

  it('undoes nothing in captions that were cleared', () => {
    editor.correct(second(0), 'two.');
    const { transcript } = store;
    store.write({ type: 'cleared', inProgress: false });
    expect(editor.undo()).toBeNull();
    store.write({ type: 'restored', transcript });
    expect(editor.undo()).not.toBeNull();
    expect(texts()[0]).toBe('One too.');
  });
});
