import type { CatalogueModel, ModelIndex, ModelRole } from '../contract/model-catalogue';
import { JsonShape } from './json-shape';
import { isModelId } from './manifest';

const MODEL_ROLES = ['captions', 'second-look', 'voice', 'files'] as const satisfies readonly ModelRole[];

/** Checks `index.json`. Throws 'model-corrupt' with a sentence that names the faulty field. */
export function parseIndex(json: unknown): ModelIndex {
  const shape = JsonShape.of(json, 'list of models');
  const schema = shape.oneOf('schema', [2] as const);
  const models = shape.objects('models').map(parseModel);
  const ids = models.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw shape.reject('two models share an id');
  return {
    schema,
    student: shape.oneOf('student', ids),
    secondLook: shape.oneOf('secondLook', ids),
    ...(shape.optionalString('voice') === undefined ? {} : { voice: shape.oneOf('voice', ids) }),
    models,
  };
}

function parseModel(shape: JsonShape): CatalogueModel {
  const id = shape.string('id');
  if (!isModelId(id)) throw shape.reject(`'${id}' is not a model id`);
  const roles = shape.strings('roles').map((role) => {
    const known = MODEL_ROLES.find((candidate) => candidate === role);
    if (known === undefined) throw shape.reject(`'${role}' is not one of ${MODEL_ROLES.join(', ')}`);
    return known;
  });
  const origin = shape.oneOf('origin', ['app', 'built'] as const);
  return {
    id,
    name: shape.string('name'),
    roles,
    bytes: shape.count('bytes'),
    languages: shape.strings('languages'),
    licence: shape.string('licence'),
    wer: shape.objects('wer').map((row) => ({
      set: row.string('set'),
      utterances: row.count('utterances'),
      percent: row.number('percent'),
    })),
    needs: parseNeeds(shape.object('needs')),
    origin,
    ...(origin === 'built' ? { build: shape.string('build') } : {}),
  };
}

function parseNeeds(shape: JsonShape): CatalogueModel['needs'] {
  return {
    ...(shape.has('memoryMB') ? { memoryMB: shape.count('memoryMB') } : {}),
    ...(shape.has('webgpu') ? { webgpu: shape.oneOf('webgpu', ['required', 'faster'] as const) } : {}),
  };
}
