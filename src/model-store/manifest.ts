import type { ModelFile, ModelManifest, MoonshineManifest, SileroManifest } from '../contract/model-manifest';
import { ctcFields } from './ctc-manifest';
import { JsonShape } from './json-shape';
import { parseFile } from './manifest-file';
import { whisperFields } from './whisper-manifest';

/** Ids become addresses: nothing that could climb out of the models folder. */
const MODEL_ID = /^[a-z0-9][a-z0-9._-]*$/i;
/** Without these files no engine of the kind can start. */
const NEEDED_ROLES = {
  'ctc-log-mel': ['hearing', 'speller', 'tokens'],
  moonshine: ['encoder', 'decoder', 'tokens'],
  whisper: ['encoder', 'decoder', 'tokens'],
  'silero-vad': ['voice'],
} as const satisfies Record<ModelManifest['kind'], readonly ModelFile['role'][]>;

export function isModelId(text: string): boolean {
  return MODEL_ID.test(text);
}

/** Checks a `manifest.json` that was asked for by this id. Throws 'model-corrupt'. */
export function parseManifest(json: unknown, id: string): ModelManifest {
  const shape = JsonShape.of(json, `manifest of ${id}`);
  const kind = shape.oneOf('kind', ['ctc-log-mel', 'moonshine', 'whisper', 'silero-vad'] as const);
  const files = shape.objects('files').map(parseFile);
  for (const role of NEEDED_ROLES[kind]) {
    if (!files.some((file) => file.role === role)) throw shape.reject(`no file has the role '${role}'`);
  }
  if (new Set(files.map((file) => file.path)).size !== files.length)
    throw shape.reject('two files share a path');
  const common = {
    schema: shape.oneOf('schema', [1] as const),
    id: shape.oneOf('id', [id]),
    version: shape.string('version'),
    name: shape.string('name'),
    licence: shape.string('licence'),
    languages: shape.strings('languages'),
    files,
  };
  switch (kind) {
    case 'ctc-log-mel':
      return { ...common, kind, ...ctcFields(shape, files) };
    case 'moonshine':
      return { ...common, kind, ...moonshineFields(shape) };
    case 'whisper':
      return { ...common, kind, ...whisperFields(shape) };
    case 'silero-vad':
      return { ...common, kind, ...sileroFields(shape) };
  }
}

function moonshineFields(
  shape: JsonShape,
): Pick<MoonshineManifest, 'sampleRateHz' | 'decoder' | 'maxSeconds'> {
  const decoder = shape.object('decoder');
  return {
    sampleRateHz: shape.count('sampleRateHz'),
    decoder: {
      layers: decoder.count('layers'),
      heads: decoder.count('heads'),
      headSize: decoder.count('headSize'),
      startId: decoder.count('startId', 0),
      endId: decoder.count('endId', 0),
      maxTokensPerSecond: decoder.number('maxTokensPerSecond'),
    },
    maxSeconds: shape.number('maxSeconds'),
  };
}

function sileroFields(
  shape: JsonShape,
): Pick<SileroManifest, 'sampleRateHz' | 'windowSamples' | 'contextSamples' | 'stateSize'> {
  return {
    sampleRateHz: shape.count('sampleRateHz'),
    windowSamples: shape.count('windowSamples'),
    contextSamples: shape.count('contextSamples', 0),
    stateSize: shape.count('stateSize'),
  };
}
