import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelIndex } from '../../src/contract/model-catalogue';
import { PROJECT_ROOT } from '../../tools/build-if-stale';

/** Ids of the models in the build; one of them may be asked for as the student. */
export function knownModels(): readonly string[] {
  const path = join(PROJECT_ROOT, 'dist', 'models', 'index.json');
  const index = JSON.parse(readFileSync(path, 'utf8')) as ModelIndex;
  return index.models.map(({ id }) => id);
}
