import type {
  CtcManifest,
  HearingMemory,
  ModelFile,
  ModelManifest,
  MoonshineManifest,
  SileroManifest,
  Variant,
} from '../contract/model-manifest';
import { serves } from './chosen-files';
import { JsonShape } from './json-shape';
import { whisperFields } from './whisper-manifest';

/** Ids and paths become addresses: nothing that could climb out of the models folder. */
const MODEL_ID = /^[a-z0-9][a-z0-9._-]*$/i;
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
      return { ...common, kind, ...variantFields(shape, files), ...ctcFields(shape) };
    case 'moonshine':
      return { ...common, kind, ...moonshineFields(shape) };
    case 'whisper':
      return { ...common, kind, ...whisperFields(shape) };
    case 'silero-vad':
      return { ...common, kind, ...sileroFields(shape) };
  }
}

function parseFile(shape: JsonShape): ModelFile {
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

/** Variants whose files are not there take no part; where that leaves none, all is as if none was named. */
function variantFields(shape: JsonShape, files: readonly ModelFile[]): Pick<CtcManifest, 'variants'> {
  const variants = shape
    .optionalObjects('variants')
    .map(parseVariant)
    .filter(({ precision, provider }) =>
      files.some((file) => file.precision === precision && serves(file, provider)),
    );
  return variants.length === 0 ? {} : { variants };
}

function parseVariant(shape: JsonShape): Variant {
  const wer = shape.objects('wer').map((point) => ({
    snrDb: point.number('snrDb'),
    percent: point.number('percent'),
  }));
  const rises = wer.every(({ snrDb }, at) => snrDb > (wer[at - 1]?.snrDb ?? -Infinity));
  if (wer.length === 0 || !rises) throw shape.reject('wer has no points, or not in the order of snrDb');
  const needs = shape.optionalStrings('needs');
  return {
    precision: shape.oneOf('precision', PRECISIONS),
    provider: shape.oneOf('provider', PROVIDERS),
    ...(needs.length === 0 ? {} : { needs }),
    bytes: shape.count('bytes'),
    wer,
  };
}

function ctcFields(
  shape: JsonShape,
): Pick<
  CtcManifest,
  | 'features'
  | 'subsampling'
  | 'frameRateHz'
  | 'frameMultiple'
  | 'maxFrames'
  | 'phonemes'
  | 'memory'
  | 'vocabulary'
> {
  const features = shape.object('features');
  const normalisation = features.object('normalisation');
  const vocabulary = shape.object('vocabulary');
  const subsampling = shape.count('subsampling');
  const frameMultiple = shape.count('frameMultiple');
  const sizeOfVocabulary = vocabulary.count('size', 2);
  const blankId = vocabulary.count('blankId', 0);
  if (blankId >= sizeOfVocabulary) throw vocabulary.reject('blankId is outside the vocabulary');
  return {
    features: {
      sampleRateHz: features.count('sampleRateHz'),
      windowSamples: features.count('windowSamples'),
      hopSamples: features.count('hopSamples'),
      melBins: features.count('melBins'),
      normalisation: {
        kind: normalisation.oneOf('kind', ['running-peak'] as const),
        initialPeak: normalisation.number('initialPeak'),
        decayPerFrame: normalisation.number('decayPerFrame'),
        dynamicRange: normalisation.number('dynamicRange'),
      },
    },
    subsampling,
    frameRateHz: shape.number('frameRateHz'),
    frameMultiple,
    maxFrames: shape.count('maxFrames'),
    phonemes: shape.count('phonemes', 2),
    memory: memoryFields(shape.object('memory'), frameMultiple / subsampling),
    vocabulary: { size: sizeOfVocabulary, blankId },
  };
}

/** @param rowFrames encoder frames for one row of phonemes: calls begin and end with a row. */
function memoryFields(shape: JsonShape, rowFrames: number): HearingMemory {
  const memory = {
    layers: shape.count('layers'),
    heads: shape.count('heads'),
    headSize: shape.count('headSize'),
    frames: shape.count('frames'),
    chunkFrames: shape.count('chunkFrames'),
    lookAheadFrames: shape.count('lookAheadFrames', 0),
    contextFrames: shape.count('contextFrames', 0),
  };
  for (const name of ['chunkFrames', 'lookAheadFrames'] as const) {
    if (memory[name] % rowFrames !== 0) throw shape.reject(`${name} is no multiple of ${String(rowFrames)}`);
  }
  return memory;
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
