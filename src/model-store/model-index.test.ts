import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelManifest } from '../contract/model-manifest';
import { bytesOf, chosenFiles } from './chosen-files';
import { catalogueModel, ctcManifest } from './fixtures/fake-host';
import { parseIndex } from './model-index';

const MODEL = catalogueModel(ctcManifest([]));
const INDEX = { schema: 2, student: MODEL.id, secondLook: MODEL.id, models: [MODEL] };
const withModel = (change: object): object => ({ ...INDEX, models: [{ ...MODEL, ...change }] });

describe('parseIndex', () => {
  it('takes a good index', () => {
    expect(parseIndex(INDEX)).toEqual(INDEX);
    const built = withModel({
      origin: 'built',
      build: 'make it',
      needs: { memoryMB: 300, webgpu: 'faster' },
    });
    expect(parseIndex(built)).toEqual(built);
  });

  it.each([
    ['default that is not listed', { ...INDEX, student: 'c' }, /student is "c", not one of student-test/],
    ['id that climbs out', withModel({ id: '../c' }), /not a model id/],
    ['models that are no list', { ...INDEX, models: 'a' }, /models is not a list/],
    ['two of one id', { ...INDEX, models: [MODEL, MODEL] }, /share an id/],
    ['role that nobody knows', withModel({ roles: ['cook'] }), /'cook' is not one of/],
    ['built model without a way to build it', withModel({ origin: 'built' }), /build is not text/],
    ['rate without its set', withModel({ wer: [{ utterances: 3, percent: 4 }] }), /set is not text/],
    ['earlier shape', { ...INDEX, schema: 1 }, /schema is 1/],
  ])('refuses a %s', (_, json, sentence) => {
    expect(() => parseIndex(json)).toThrow(sentence);
  });
});

describe('the shipped index', () => {
  const folder = new URL('../../public/models/', import.meta.url);
  const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
  const index = parseIndex(read('index.json'));

  it.each(index.models.filter(({ id }) => existsSync(new URL(`${id}/manifest.json`, folder))))(
    'says of $id what its manifest says',
    ({ id, name, bytes, languages, licence }) => {
      const manifest = read(`${id}/manifest.json`) as ModelManifest;
      expect({ name, languages, licence }).toEqual({
        name: manifest.name,
        languages: manifest.languages,
        licence: manifest.licence,
      });
      const needed = (['wasm', 'webgpu'] as const).map((provider) =>
        bytesOf(chosenFiles(manifest.files, { provider, precision: 'int8' })),
      );
      // What is shown is rounded: a training run need not touch the index for a few bytes.
      expect(bytes / Math.max(...needed)).toBeCloseTo(1, 2);
    },
  );
});
