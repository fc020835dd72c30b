import { describe, expect, it } from 'vitest';
import { ctcManifest, fileEntry, noise } from './fixtures/fake-host';
import { parseManifest } from './manifest';

const FILES = [
  fileEntry('hearing', 'hearing.onnx', noise(10, 1)),
  fileEntry('speller', 'speller.onnx', noise(10, 3)),
  fileEntry('tokens', 'tokens.json', noise(10, 2)),
];
const REST = FILES.slice(1);
const GOOD = ctcManifest(FILES);
const MOONSHINE = {
  schema: 1,
  kind: 'moonshine',
  id: 'moonshine-test',
  version: '1',
  name: 'Moonshine',
  licence: 'MIT',
  languages: ['en'],
  files: [
    fileEntry('encoder', 'encoder.ort', noise(10, 1)),
    fileEntry('decoder', 'decoder.ort', noise(10, 2)),
    fileEntry('tokens', 'tokens.json', noise(10, 3)),
  ],
  sampleRateHz: 16000,
  decoder: { layers: 6, heads: 8, headSize: 36, startId: 1, endId: 2, maxTokensPerSecond: 6.5 },
  maxSeconds: 30,
};

describe('parseManifest', () => {
  it('takes a good manifest of either kind unchanged', () => {
    expect(parseManifest(structuredClone(GOOD), 'student-test')).toEqual(GOOD);
    expect(parseManifest(structuredClone(MOONSHINE), 'moonshine-test')).toEqual(MOONSHINE);
  });

  it.each([
    ['null', null, /not an object/],
    ['unknown kind', { ...GOOD, kind: 'rnn-t' }, /kind is "rnn-t", not one of ctc-log-mel, moonshine/],
    ['unknown schema', { ...GOOD, schema: 2 }, /schema is 2/],
    ['id of another model', { ...GOOD, id: 'other' }, /id is "other"/],
    ['files that are no list', { ...GOOD, files: {} }, /files is not a list/],
    ['missing file', { ...GOOD, files: FILES.slice(0, 2) }, /no file has the role 'tokens'/],
    ['missing speller', { ...GOOD, files: [FILES[0], FILES[2]] }, /no file has the role 'speller'/],
    ['same path twice', { ...GOOD, files: [...FILES, FILES[0]] }, /two files share a path/],
    [
      'path that climbs out',
      { ...GOOD, files: [{ ...FILES[0], path: '../x' }, ...REST] },
      /not a path inside/,
    ],
    [
      'absolute path',
      { ...GOOD, files: [{ ...FILES[0], path: '//evil.test/x' }, ...REST] },
      /not a path inside/,
    ],
    ['negative bytes', { ...GOOD, files: [{ ...FILES[0], bytes: -1 }, ...REST] }, /bytes is -1/],
    ['short hash', { ...GOOD, files: [{ ...FILES[0], sha256: 'ab' }, ...REST] }, /sha256/],
    [
      'unknown provider',
      { ...GOOD, files: [{ ...FILES[0], provider: 'webnn' }, ...REST] },
      /provider is "webnn"/,
    ],
    [
      'unknown precision',
      { ...GOOD, files: [{ ...FILES[0], precision: 'int2' }, FILES[1]] },
      /precision is "int2"/,
    ],
  ])('refuses %s', (_, json, sentence) => {
    expect(() => parseManifest(json, 'student-test')).toThrow(sentence);
    expect(() => parseManifest(json, 'student-test')).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'model-corrupt' }) as unknown }),
    );
  });
});
