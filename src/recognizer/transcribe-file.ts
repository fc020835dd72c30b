import type { Failure } from '../contract/errors';
import type {
  FileSettings,
  RecognizerListener,
  TranscribePath,
  TranscribeResult,
} from '../contract/recognizer-api';
import type { Segment } from '../contract/transcript';
import type { DecodedSound } from '../contract/decoded-sound';
import type { DecodedAudio } from '../media/decoded-audio';
import { playDecoded } from '../media/decoded-sound';
import { MediaFailure } from '../media/media-failure';
import { endingAt } from '../media/sound-stretch';
import { untilCancelled } from './cancellation';
import type { EngineSet } from './engine-set';
import { transcribeWhole } from './file-recognizer';
import { FileRunners } from './file-runners';
import { MinuteClock } from './minute-clock';
import { RecognizerFailure } from './recognizer-failure';
import { StreamRecognizer } from './stream-recognizer';
import type { Engines } from './utterance-text';
import { playIntoStream } from './virtual-microphone';

/** Frames in a batch of the virtual microphone, as of the capture worklet: 80 ms. */
const STREAM_BATCH_FRAMES = 8;

export interface TranscribeFileOptions {
  readonly engines: Engines &
    Pick<EngineSet, 'companionsSettled' | 'report'> &
    Partial<Pick<EngineSet, 'workers'>>;
  readonly decodeAudio: (file: Blob, fromMs: number) => Promise<DecodedAudio>;
  readonly emit: RecognizerListener;
  readonly nextId: () => number;
  readonly signal: AbortSignal;
  readonly settings?: FileSettings | undefined;
}

/**
 * Transcribes a file, as a whole or as a microphone would hear it, and gathers the final segments.
 *
 * @throws MediaFailure, and RecognizerFailure ('cancelled' once the signal is aborted).
 */
export async function transcribeFile(
  file: Blob | DecodedSound,
  path: TranscribePath,
  options: TranscribeFileOptions,
): Promise<TranscribeResult> {
  const { engines, nextId, signal, settings: { fromMs = 0, toMs, secondLook, workers } = {} } = options;
  const isAlone = secondLook === 'off';
  const writers = isAlone ? studentAlone(engines) : engines;
  // Other workers rewrite all that they write.
  const pool = isAlone ? undefined : engines.workers;
  const startedMs = performance.now();
  const minutes = new MinuteClock(startedMs);
  const segments: Segment[] = [];
  let broken: Failure | undefined;
  const emit: RecognizerListener = (event) => {
    // A run that was under way at the cancel still ends, unheard.
    if (signal.aborted) return;
    if (event.type === 'stream-failed') broken = event.failure;
    else options.emit(event);
    if (event.type === 'final') segments.push(event.segment);
    if (event.type === 'file-progress') minutes.reach(event.doneMs - fromMs);
  };
  const whole =
    file instanceof Blob
      ? await untilCancelled(options.decodeAudio(file, fromMs), signal)
      : playDecoded(file, fromMs);
  const audio = toMs === undefined ? whole : endingAt(whole, toMs);
  await untilCancelled(engines.companionsSettled(), signal);
  const runners = path === 'file' ? new FileRunners({ engines: writers, pool, workers, signal }) : undefined;
  const audioMs = await (
    runners === undefined
      ? playFile(audio, { ...options, emit })
      : transcribeWhole(audio, { engines: writers, runners, emit, nextId, signal, fromMs })
  ).finally(() => {
    runners?.close();
  });
  if (broken !== undefined) throw new RecognizerFailure(broken);
  if (audioMs === 0) throw new MediaFailure('file-empty', 'The file holds no sound.');
  const { student, report } = engines;
  return {
    segments,
    audioMs,
    wallMs: performance.now() - startedMs,
    minutesMs: minutes.finish(),
    provider: report.provider,
    workers: runners?.helpers ?? 0,
    models: [student.id, writers.secondLook()?.id].filter((id) => id !== undefined),
  };
}

/** As the engines are, but that nothing is rewritten. */
function studentAlone(engines: Engines): Engines {
  return {
    get student() {
      return engines.student;
    },
    words: engines.words,
    voice: engines.voice,
    secondLook: () => undefined,
  };
}

function playFile(
  audio: DecodedAudio,
  { engines, emit, nextId, signal, settings = {} }: TranscribeFileOptions,
): Promise<number> {
  const stream = new StreamRecognizer({ engines, emit, nextId, clock: 'virtual', settings });
  const onProgress = (doneMs: number): void => {
    emit({ type: 'file-progress', doneMs, totalMs: Math.max(doneMs, audio.estimatedMs) });
  };
  return playIntoStream(audio, stream, { batchFrames: STREAM_BATCH_FRAMES, signal, onProgress });
}
