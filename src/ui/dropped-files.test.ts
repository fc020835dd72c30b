import { describe, expect, it } from 'vitest';
import { isModelFolder } from './dropped-files';

const files = (...paths: string[]) => paths.map((path) => ({ path, content: new Blob() }));

describe('isModelFolder', () => {
  it('knows a model by its manifest', () => {
    expect(isModelFolder(files('student/manifest.json', 'student/tokens.json'))).toBe(true);
    expect(isModelFolder(files('manifest.json'))).toBe(true);
    expect(isModelFolder(files('talk.wav', 'my-manifest.json.mp3'))).toBe(false);
  });
});
