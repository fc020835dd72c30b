import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { describeSession, findText } from '../captions/kept-session';
import type { CaptionSource, Transcript } from '../captions/transcript';
import type { Segment } from '../contract/transcript';
import { SessionArchive } from './session-archive';
import { BlockWriter } from './text-blocks';

const segment = (id: number, text: string): Segment => ({
  id,
  text,
  words: [{ word: text, startMs: id * 1000, endMs: id * 1000 + 500, confidence: 1 }],
  startMs: id * 1000,
  endMs: id * 1000 + 500,
  engine: 'second',
});

const source = (id: string, startedAtMs: number, ...segments: Segment[]): CaptionSource => ({
  id,
  kind: 'microphone',
  name: 'Microphone',
  startedAtMs,
  track: { segments, partials: [] },
});

let databases = 0;
const open = (): SessionArchive => new SessionArchive(`sessions-${String((databases += 1))}`);

async function save(
  archive: SessionArchive,
  id: string,
  transcript: Transcript,
  { running = false, writer = new BlockWriter() } = {},
) {
  const change = writer.change(transcript);
  const session = describeSession(id, change.kept, { savedAtMs: 1, running, textBytes: change.textBytes });
  await archive.save(session!, change);
  return change;
}

describe('SessionArchive', () => {
  it('gives back what was saved, however many blocks it takes', async () => {
    const archive = open();
    const many = Array.from({ length: 95 }, (_, index) => segment(index, `word${String(index)}`));
    const transcript = { sources: [source('a', 1, segment(0, 'One.')), source('b', 2, ...many)] };
    await save(archive, 's', transcript);
    expect(await archive.read('s')).toEqual(transcript);
  });

  it('keeps what was heard beside a correction, and lines that were taken out', async () => {
    const archive = open();
    const corrected = { ...segment(0, 'Siobhan.'), heard: { text: 'Shivawn.', words: [] } };
    const plain = source('a', 1, corrected);
    const transcript = { sources: [{ ...plain, track: { ...plain.track, removed: [segment(1, 'Um.')] } }] };
    await save(archive, 's', transcript);
    expect(await archive.read('s')).toEqual(transcript);
  });

  it('writes only the blocks that changed, and drops those that are gone', async () => {
    const archive = open();
    const writer = new BlockWriter();
    const many = Array.from({ length: 85 }, (_, index) => segment(index, `word${String(index)}`));
    await save(archive, 's', { sources: [source('a', 1, ...many)] }, { writer });
    const grown = { sources: [source('a', 1, ...many, segment(85, 'new'))] };
    const { written } = await save(archive, 's', grown, { writer });
    expect(written.map(({ place }) => place)).toEqual([[0, 2]]);
    expect(await archive.read('s')).toEqual(grown);
    const shrunk = { sources: [source('a', 1, segment(0, 'word0'))] };
    await save(archive, 's', shrunk, { writer });
    expect(await archive.read('s')).toEqual(shrunk);
  });

  it('keeps text that is still unfinished', async () => {
    const archive = open();
    const partial = { id: 1, text: 'half a', startMs: 1000, endMs: 1400, awaitingFinal: false };
    const growing = source('a', 1, segment(0, 'One.'));
    const transcript = { sources: [{ ...growing, track: { ...growing.track, partials: [partial] } }] };
    await save(archive, 's', transcript);
    const texts = (await archive.read('s')).sources[0]?.track.segments.map(({ text }) => text);
    expect(texts).toEqual(['One.', 'half a']);
  });

  it('lists the newest first, with titles, and finishes what was left running', async () => {
    const archive = open();
    await save(archive, 'old', { sources: [source('a', 1, segment(0, 'One two.'))] });
    await save(archive, 'new', { sources: [source('b', 2, segment(0, 'Three.'))] }, { running: true });
    await archive.rename('old', ' Budget ');
    await archive.finish('new');
    const listed = await archive.list();
    expect(listed.map(({ id, title, words, running }) => [id, title, words, running])).toEqual([
      ['new', null, 1, false],
      ['old', 'Budget', 2, false],
    ]);
    await archive.rename('old', '');
    expect((await archive.list())[1]?.title).toBeNull();
  });

  it('deletes a session with all that belongs to it, and no other', async () => {
    const archive = open();
    await save(archive, 'a', { sources: [source('a', 1, segment(0, 'One.'))] });
    await save(archive, 'ab', { sources: [source('b', 2, segment(0, 'Two.'))] });
    await archive.rename('a', 'Title');
    await archive.delete(['a']);
    expect((await archive.list()).map(({ id }) => id)).toEqual(['ab']);
    expect((await archive.read('a')).sources).toEqual([]);
    expect((await archive.read('ab')).sources).toHaveLength(1);
  });
});

describe('findText', () => {
  const transcript = { sources: [source('a', 1, segment(0, 'The budget is'), segment(1, 'Fixed today.'))] };

  it('finds text across segments, whatever its case, with what stands around it', () => {
    expect(findText(transcript, 'IS fixed')).toEqual({
      before: 'The budget ',
      match: 'is Fixed',
      after: ' today.',
    });
  });

  it('finds nothing where nothing is', () => {
    expect(findText(transcript, 'tomorrow')).toBeNull();
    expect(findText(transcript, '')).toBeNull();
  });
});
