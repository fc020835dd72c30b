import type { ProviderReport } from '../contract/recognizer-api';
import { megabytesText } from './format';
import type { ActivityShown, ModelsShown, PageState } from './page-state';

const PRECISION_NAMES = { int4: '4 bits', int8: '8 bits', fp16: '16 bits' } as const;

/** What the page is doing, in a few words: announced, so it holds no numbers that run. */
export function statusText({ activity, engine }: PageState): string {
  switch (activity.kind) {
    case 'idle':
      return engine.kind === 'loading' ? 'Loading the models' : 'Ready';
    case 'loading':
      if (activity.goal === 'listen') return 'Loading; already listening';
      return activity.skippable ? 'Waiting for the second look' : 'Loading the models';
    case 'listening':
      return 'Listening';
    case 'stopping':
      return engine.kind === 'ready' ? 'Writing the last words' : 'Loading, to write what you said';
    case 'transcribing':
      return activity.cancelling ? 'Cancelling' : 'Transcribing';
    case 'failed':
      return activity.during === 'load' ? 'The models are not loaded' : 'Stopped';
    default:
      return unreachable(activity);
  }
}

/** What stands where the first caption will come. */
export function waitingText(activity: ActivityShown): string {
  if (activity.kind === 'listening') return 'Say something, and it appears here.';
  if (activity.kind === 'loading' && activity.goal === 'listen') {
    return 'Go ahead and speak: your words appear as soon as the model is here.';
  }
  if (activity.kind === 'loading' || activity.kind === 'transcribing') return 'The transcript appears here.';
  return '';
}

/** Which models run, and on what: `Student on WASM, 2 threads · second look: Moonshine tiny`. */
export function engineText({ engine, secondLook }: PageState, models: ModelsShown | null): string {
  if (engine.kind !== 'ready') return '';
  const student = `${modelName(engine.model, models)} on ${providerText(engine.report)}`;
  switch (secondLook.kind) {
    case 'off':
      return `${student} · second look off`;
    case 'loading':
      return `${student} · second look on its way`;
    case 'ready':
      return `${student} · second look: ${modelName(secondLook.model, models)}`;
    case 'failed':
      return `${student} · no second look`;
    default:
      return unreachable(secondLook);
  }
}

export function providerText({ provider, adapter, threads, precision }: ProviderReport): string {
  const gpu = adapter === '' ? 'WebGPU' : `WebGPU (${adapter})`;
  const place =
    provider === 'webgpu' ? gpu : `WASM, ${String(threads)} ${threads === 1 ? 'thread' : 'threads'}`;
  return precision === undefined ? place : `${place}, ${PRECISION_NAMES[precision]}`;
}

/** What the first use downloads; '' where it is not known or already here. */
export function downloadNote({ engine, secondLook }: PageState, models: ModelsShown | null): string {
  if (models === null || engine.kind === 'ready') return '';
  const first = `${megabytesText(models.student.bytes)} MB`;
  const second =
    secondLook.kind === 'off'
      ? ''
      : `, then ${megabytesText(models.secondLook.bytes)} MB more behind it for better final text`;
  return `The first use downloads a speech model of ${first}${second}. They stay on this device, and work offline.`;
}

/** The model's own name, or its id where that is all there is. */
export function modelName(id: string, models: ModelsShown | null): string {
  return [models?.student, models?.secondLook].find((model) => model?.id === id)?.name ?? id;
}

function unreachable(value: never): never {
  throw new Error(`unknown state: ${JSON.stringify(value)}`);
}
