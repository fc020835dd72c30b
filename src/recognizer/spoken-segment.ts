import { HOP_SAMPLES } from '../features/audio-format';
import type { Utterance, VoiceModel } from './acoustic-model';
import { frameEnergiesDb } from './frame-energy';
import { eventsIn } from './sound-events';
import { UtteranceVoice } from './utterance-voice';

/** The voice detector hears so much at once: where somebody speaks, the first of it tells. */
const STEP_FRAMES = 200;

/**
 * Whether somebody speaks in a segment of a file.
 *
 * @param model tells voices from other sounds; without it anything may be speech.
 */
export async function isSpoken(model: VoiceModel | undefined, segment: Utterance): Promise<boolean> {
  if (model === undefined) return true;
  if (eventsIn(frameEnergiesDb(segment.data)).length === 0) return false;
  const voice = new UtteranceVoice(0, model);
  const samples = (from: number, to: number): { samples: Float32Array } => ({
    samples: segment.samples.subarray(from * HOP_SAMPLES, to * HOP_SAMPLES),
  });
  for (let endFrame = STEP_FRAMES; ; endFrame += STEP_FRAMES) {
    const { spoken } = await voice.hear(Math.min(endFrame, segment.frames), samples);
    if (spoken || endFrame >= segment.frames) return spoken;
  }
}
