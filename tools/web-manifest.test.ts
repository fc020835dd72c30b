import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RECORDING_ENDINGS } from '../src/ui/recording-names';
import { PROJECT_ROOT } from './build-if-stale';
import { OPENED_TYPES, WEB_MANIFEST } from './web-manifest';

/** Where a PNG's width and height stand, big-endian. */
const PNG_WIDTH_AT = 16;

it('opens every recording that the pickers offer, but for those that are mostly something else', () => {
  const opened = Object.values(OPENED_TYPES).flat();
  expect(opened.toSorted()).toEqual(RECORDING_ENDINGS.filter((ending) => ending !== '.ts').toSorted());
});

it('names pictures that are there, in their sizes', () => {
  const pictures = [...(WEB_MANIFEST.icons ?? []), ...(WEB_MANIFEST.screenshots ?? [])].filter(({ src }) =>
    src.endsWith('.png'),
  );
  expect(pictures.length).toBeGreaterThan(4);
  for (const { src, sizes } of pictures) {
    const bytes = readFileSync(join(PROJECT_ROOT, 'public', src));
    const [width, height] = [bytes.readUInt32BE(PNG_WIDTH_AT), bytes.readUInt32BE(PNG_WIDTH_AT + 4)];
    expect(sizes, src).toBe(`${String(width)}x${String(height)}`);
  }
});
