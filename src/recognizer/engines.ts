import type { ModelFile, Provider } from '../contract/model-manifest';
import type { ProviderChoice, ProviderReport, SpokenLanguage } from '../contract/recognizer-api';
import type { LoadedModel } from '../model-store/loaded-model';
import type { AcousticModel, UtteranceEngine, VoiceModel } from './acoustic-model';
import { compareWithGolden, goldenRefusal, parseGolden } from './golden';
import { MoonshineEngine } from './moonshine-engine';
import { OnnxSession, WASM_THREADS } from './onnx-session';
import { withBatches } from './open-batches';
import { Pronouncer } from './pronouncer';
import { openFirstProvider, probeWebGpu } from './provider-probe';
import { RecognizerFailure } from './recognizer-failure';
import { SileroModel } from './silero-model';
import { StudentModel, type StudentSessions } from './student-model';
import { WhisperEngine } from './whisper-engine';
import { parseWordFile, type Vocabulary } from './word-file';

export interface LoadedStudent {
  readonly model: AcousticModel;
  readonly report: ProviderReport;
}

/**
 * Opens the student on the first provider that gives the golden logits, or on the forced one. The files of
 * every provider that may be tried must be there; openStudent() fetches them one provider at a time.
 *
 * @throws RecognizerFailure
 */
export function loadStudent(files: LoadedModel, choice: ProviderChoice): Promise<LoadedStudent> {
  return openStudent(choice, () => Promise.resolve(files));
}

/**
 * As loadStudent(), asking for a provider's files only when that provider is about to be tried; then also its
 * adapter's features are known.
 *
 * @param filesFor what it throws ends the search, unless it is a RecognizerFailure
 */
export async function openStudent(
  choice: ProviderChoice,
  filesFor: (provider: Provider, features: ReadonlySet<string>) => Promise<LoadedModel>,
): Promise<LoadedStudent> {
  const { provider, adapter, refused, opened } = await openFirstProvider(
    choice,
    () => probeWebGpu(navigator.gpu as GPU | undefined),
    async (candidate, features) => openChecked(await filesFor(candidate, features), candidate),
  );
  const threads = provider === 'wasm' ? WASM_THREADS : 0;
  return {
    model: opened.model,
    report: { provider, threads, adapter, refused, goldenError: opened.goldenError },
  };
}

/**
 * Opens the second look on WASM; where the student is on WebGPU, with batches for files beside it.
 *
 * @param spoken English where absent.
 * @param provider of the student
 * @throws RecognizerFailure
 */
export async function loadSecondLook(
  files: LoadedModel,
  spoken?: SpokenLanguage,
  provider: Provider = 'wasm',
): Promise<UtteranceEngine> {
  const { manifest } = files;
  if (manifest.kind !== 'moonshine' && manifest.kind !== 'whisper')
    throw wrongKind(manifest.id, 'a second look');
  const pieces = JSON.parse(textOf(files, 'tokens')) as string[];
  const encoder = await OnnxSession.open(files.bytes('encoder'), 'wasm');
  try {
    const decoder = await OnnxSession.open(files.bytes('decoder'), 'wasm');
    if (manifest.kind === 'whisper') return new WhisperEngine(manifest, pieces, { encoder, decoder }, spoken);
    const single = new MoonshineEngine(manifest, pieces, encoder, decoder);
    return provider === 'webgpu' ? await withBatches(single, files) : single;
  } catch (error) {
    await encoder.dispose();
    throw error;
  }
}

/**
 * Opens the model that tells voices from other sounds, on WASM.
 *
 * @throws RecognizerFailure
 */
export async function loadVoice(files: LoadedModel): Promise<VoiceModel> {
  const { manifest } = files;
  if (manifest.kind !== 'silero-vad') throw wrongKind(manifest.id, 'a voice detector');
  return new SileroModel(manifest, await OnnxSession.open(files.bytes('voice'), 'wasm'));
}

/**
 * Opens what tells how words sound, always on WASM.
 *
 * @throws RecognizerFailure, RangeError where the student's folder has none.
 */
export async function loadPronouncer(files: LoadedModel): Promise<Pronouncer> {
  return new Pronouncer(await OnnxSession.open(files.bytes('pronouncer'), 'wasm'));
}

/** The words that come with a student; undefined where its folder has none. Throws where the file is no such file. */
export function loadWords(files: LoadedModel): Vocabulary | undefined {
  const has = files.manifest.files.some(({ role }) => role === 'words');
  return has ? parseWordFile(files.bytes('words')) : undefined;
}

async function openChecked(
  files: LoadedModel,
  provider: Provider,
): Promise<{ model: AcousticModel; goldenError: number }> {
  const { manifest } = files;
  if (manifest.kind !== 'ctc-log-mel') throw wrongKind(manifest.id, 'a student');
  const pieces = JSON.parse(textOf(files, 'tokens')) as string[];
  const golden = parseGolden(textOf(files, 'golden'), manifest.features.melBins);
  const sessions = await openSessions(files, provider);
  try {
    const model = new StudentModel(manifest, pieces, sessions);
    const comparison = compareWithGolden(await model.spell(await model.hear(golden.input)), golden.logits);
    const reason = goldenRefusal(comparison);
    if (reason !== undefined) {
      throw new RecognizerFailure({ code: 'provider-failed', message: `${provider}: ${reason}` });
    }
    return { model, goldenError: comparison.relativeError };
  } catch (error) {
    await Promise.all([sessions.hearing.dispose(), sessions.speller.dispose()]);
    throw error;
  }
}

async function openSessions(files: LoadedModel, provider: Provider): Promise<StudentSessions> {
  const hearing = await OnnxSession.open(files.bytes('hearing', provider), provider);
  try {
    return { hearing, speller: await OnnxSession.open(files.bytes('speller', provider), provider) };
  } catch (error) {
    await hearing.dispose();
    throw error;
  }
}

function textOf(files: LoadedModel, role: ModelFile['role']): string {
  return new TextDecoder().decode(files.bytes(role));
}

function wrongKind(id: string, wanted: string): RecognizerFailure {
  return new RecognizerFailure({ code: 'model-unknown', message: `${id} is not ${wanted}.` });
}
