import type { ModelFile } from '../contract/model-manifest';
import type { JsonShape } from './json-shape';

/** Paths become addresses: nothing that could climb out of the model's folder. */
const FILE_PATH = /^(?:[a-z0-9_][a-z0-9._-]*\/)*[a-z0-9_][a-z0-9._-]*$/i;
const SHA256 = /^[0-9a-f]{64}$/;
const ROLES = [
  'hearing',
  'speller',
  'encoder',
  'decoder',
  'cross',
  'tokens',
  'golden',
  'words',
  'voice',
  'pronouncer',
] as const;
export const PROVIDERS = ['webgpu', 'wasm'] as const;
export const PRECISIONS = ['int4', 'int8', 'fp16'] as const;

/** One of the files that a manifest lists. Throws 'model-corrupt'. */
export function parseFile(shape: JsonShape): ModelFile {
  const path = shape.string('path');
  if (!FILE_PATH.test(path)) throw shape.reject(`'${path}' is not a path inside the model's folder`);
  const sha256 = shape.string('sha256');
  if (!SHA256.test(sha256)) throw shape.reject('sha256 is not 64 lower-case hex digits');
  const file = { role: shape.oneOf('role', ROLES), path, bytes: shape.count('bytes'), sha256 };
  return {
    ...file,
    ...(shape.optionalString('provider') === undefined
      ? {}
      : { provider: shape.oneOf('provider', PROVIDERS) }),
    ...(shape.optionalString('precision') === undefined
      ? {}
      : { precision: shape.oneOf('precision', PRECISIONS) }),
  };
}
