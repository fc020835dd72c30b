import type { ProviderReport } from '../contract/recognizer-api';
import { texts } from '../i18n/language';
import { megabytesText } from './format';
import type { ActivityShown, ModelsShown, PageState } from './page-state';
import { writerOf, writingText } from './writing-choice';

/** What the page is doing, in a few words: announced, so it holds no numbers that run. */
export function statusText({ activity, engine }: PageState): string {
  const words = texts().controls;
  switch (activity.kind) {
    case 'idle':
      return engine.kind === 'loading' ? words.loadingModels : words.ready;
    case 'loading':
      if (activity.goal === 'listen') return words.alreadyListening;
      return activity.skippable ? words.awaitingSecondLook : words.loadingModels;
    case 'listening':
      return words.listening;
    case 'stopping':
      return engine.kind === 'ready' ? words.writingLastWords : words.loadingToWrite;
    case 'transcribing':
      return activity.cancelling ? words.cancelling : words.transcribing;
    case 'failed':
      return activity.during === 'load' ? words.modelsNotLoaded : words.stopped;
    default:
      return unreachable(activity);
  }
}

/** What stands where the first caption will come. */
export function waitingText(activity: ActivityShown): string {
  const words = texts().captions;
  if (activity.kind === 'listening') return words.saySomething;
  if (activity.kind === 'loading' && activity.goal === 'listen') {
    return words.goAhead;
  }
  if (activity.kind === 'loading' || activity.kind === 'transcribing') return words.transcriptAppears;
  return '';
}

/** Which models run, and on what: `Student on WASM, 2 threads · second look: Moonshine tiny`. */
export function engineText(state: PageState, models: ModelsShown | null): string {
  const { engine, secondLook } = state;
  if (engine.kind !== 'ready') return '';
  const alone = writingText(state, models);
  if (alone !== '') return alone;
  const words = texts().controls;
  const student = words.studentOn(modelName(engine.model, models), providerText(engine.report));
  switch (secondLook.kind) {
    case 'off':
      return `${student} · ${words.secondLookOff}`;
    case 'loading':
      return `${student} · ${words.secondLookOnItsWay}`;
    case 'ready':
      return `${student} · ${words.secondLookIs(modelName(secondLook.model, models))}`;
    case 'failed':
      return `${student} · ${words.noSecondLook}`;
    default:
      return unreachable(secondLook);
  }
}

export function providerText({ provider, adapter, threads, precision }: ProviderReport): string {
  const gpu = adapter === '' ? 'WebGPU' : `WebGPU (${adapter})`;
  const { controls, settings } = texts();
  const place = provider === 'webgpu' ? gpu : controls.wasmThreads(threads);
  return precision === undefined ? place : controls.placeAndPrecision(place, settings[precision]);
}

/** What the first use downloads; '' where it is not known or already here. */
export function downloadNote(state: PageState, models: ModelsShown | null): string {
  const { engine, secondLook } = state;
  if (models === null || engine.kind === 'ready') return '';
  const words = texts().progress;
  const first = megabytesText(models.student.bytes);
  return secondLook.kind === 'off'
    ? words.firstUse(first)
    : words.firstUseWithSecondLook(
        first,
        megabytesText((writerOf(state, models) ?? models.secondLook).bytes),
      );
}

/** The model's own name, or its id where that is all there is. */
export function modelName(id: string, models: ModelsShown | null): string {
  return (
    [models?.student, models?.secondLook, ...(models?.writers ?? [])].find((model) => model?.id === id)
      ?.name ?? id
  );
}

function unreachable(value: never): never {
  throw new Error(`unknown state: ${JSON.stringify(value)}`);
}
