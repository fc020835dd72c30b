import type {
  CtcManifest,
  HearingMemory,
  ManifestCommon,
  ModelFile,
  Variant,
} from '../contract/model-manifest';
import { serves } from './chosen-files';
import type { JsonShape } from './json-shape';
import { PRECISIONS, PROVIDERS } from './manifest-file';

/**
 * The part of a manifest that is the student's own. Throws 'model-corrupt'.
 * @param files those of the manifest.
 */
export function ctcFields(
  shape: JsonShape,
  files: readonly ModelFile[],
): Omit<CtcManifest, keyof ManifestCommon | 'kind'> {
  const features = shape.object('features');
  const normalisation = features.object('normalisation');
  const vocabulary = shape.object('vocabulary');
  const subsampling = shape.count('subsampling');
  const frameMultiple = shape.count('frameMultiple');
  const sizeOfVocabulary = vocabulary.count('size', 2);
  const blankId = vocabulary.count('blankId', 0);
  if (blankId >= sizeOfVocabulary) throw vocabulary.reject('blankId is outside the vocabulary');
  return {
    ...variantFields(shape, files),
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
