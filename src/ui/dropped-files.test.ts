import { describe, expect, it } from 'vitest';
import { droppedFiles, fromFolders, isModelFolder } from './dropped-files';

const files = (...paths: string[]) => paths.map((path) => ({ path, content: new Blob() }));

describe('isModelFolder', () => {
  it('knows a model by its manifest', () => {
    expect(isModelFolder(files('student/manifest.json', 'student/tokens.json'))).toBe(true);
    expect(isModelFolder(files('manifest.json'))).toBe(true);
    expect(isModelFolder(files('talk.wav', 'my-manifest.json.mp3'))).toBe(false);
  });
});

describe('fromFolders', () => {
  const found = (...paths: string[]) =>
    paths.map((path) => ({ path, file: new File([], path.split('/').at(-1) ?? '') }));

  it('takes the recordings in the order in which a person would count them, and counts what it leaves out', () => {
    const { recordings, skipped } = fromFolders(
      found('day/10.MP3', 'day/2.mp3', 'day/notes.txt', 'day/._2.mp3', 'day/late/1.mkv', 'day/Thumbs.db'),
    );
    expect(recordings.map(({ name }) => name)).toEqual(['2.mp3', '10.MP3', '1.mkv']);
    expect(skipped).toBe(3);
  });

  it('leaves out nothing that was dropped by itself', () => {
    const { recordings, skipped } = fromFolders(found('talk.dat', 'day/talk.dat'));
    expect(recordings).toHaveLength(1);
    expect(skipped).toBe(1);
  });
});

describe('droppedFiles', () => {
  const entry = (name: string, readable = true) => ({
    isFile: true,
    fullPath: `/talks/${name}`,
    file: (resolve: (file: File) => void, reject: (reason: Error) => void) => {
      if (readable) resolve(new File([], name));
      else reject(new Error('NotReadableError'));
    },
  });

  it('takes the rest of a folder in which something cannot be read', async () => {
    const parts = [[entry('1.wav'), entry('2.wav', false), entry('3.wav')], []];
    const readEntries = (resolve: (part: unknown) => void): void => {
      resolve(parts.shift());
    };
    const folder = { isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
    const items = [{ webkitGetAsEntry: () => folder }];
    const dropped = await droppedFiles({ files: [], items } as unknown as DataTransfer);
    expect(dropped.recordings.map(({ name }) => name)).toEqual(['1.wav', '3.wav']);
    expect(dropped.skipped).toBe(1);
  });
});
