import { HOP_MS, MEL_BINS } from '../features/audio-format';
import { frameEnergyDb, quietestFrame } from './frame-energy';
import { NoiseFloor } from './noise-floor';
import { Onset } from './onset';

/** Silence that ends an utterance. */
export const ENDPOINT_SILENCE_MS = 700;
/** Audio kept before the first loud frame: soft first sounds lie below the threshold. */
export const PRE_ROLL_MS = 300;
/** Audio kept after the last loud frame. */
const POST_ROLL_MS = 300;
/** Where the sound never falls, an utterance ends when the student has heard no word for so long. */
export const WORDLESS_END_MS = 1200;
/** An utterance without any word so far gets longer: its first word may still be building up. */
const WORDLESS_START_MS = 2400;
/** Longest utterance; longer speech is cut at its quietest place within the last FORCED_CUT_SEARCH_MS. */
export const MAX_UTTERANCE_MS = 18_000;
const FORCED_CUT_SEARCH_MS = 6000;
const FORCED_CUT_SPAN_MS = 120;

/** Above the noise floor by so much: speech begins (ONSET) or goes on (HOLD). */
const ONSET_DB = 8;
const HOLD_DB = 5;
/** Of a wordless stretch's frames, the weak ones are its floor: speech that the student missed has dips. */
const ADOPTED_QUANTILE = 0.2;

export type Endpoint =
  /** Speech began; the utterance starts at this frame of the stream. */
  | { readonly type: 'start'; readonly startFrame: number }
  /** The utterance is [startFrame, endFrame). Where `continues`, the next one starts at endFrame at once. */
  | {
      readonly type: 'end';
      readonly startFrame: number;
      readonly endFrame: number;
      readonly continues: boolean;
    };

/** What the models know of the running utterance, having gone over all frames before `seenFrame`. */
export interface Evidence {
  /** The frame in which the last word ends; undefined for no word. */
  readonly lastWordFrame: number | undefined;
  /** The frame in which the last voiced window ends; undefined where nothing tells voices from other sounds. */
  readonly lastVoicedFrame: number | undefined;
  readonly seenFrame: number;
}

interface Speech {
  readonly startFrame: number;
  /** Of each frame since startFrame. */
  readonly energiesDb: number[];
  lastLoudFrame: number;
}

/**
 * Finds where utterances start and end in a stream of log-mel frames, by loudness against a tracked noise
 * floor with hysteresis. No frame lies in two utterances.
 */
export class Endpointer {
  readonly #floor = new NoiseFloor();
  #nextFrame = 0;
  #onset = new Onset(frames(PRE_ROLL_MS), 0, []);
  #speech: Speech | undefined;

  /** First frame that an utterance, running or yet to come, may still claim. */
  get neededFrame(): number {
    return this.#speech?.startFrame ?? this.#onset.neededFrame(this.#nextFrame);
  }

  /** The running utterance as it will be if silence goes on; undefined before its last frame is here. */
  get likelyEnd(): { readonly startFrame: number; readonly endFrame: number } | undefined {
    if (this.#speech === undefined) return undefined;
    const { startFrame, lastLoudFrame } = this.#speech;
    const endFrame = lastLoudFrame + frames(POST_ROLL_MS);
    return endFrame <= this.#nextFrame ? { startFrame, endFrame } : undefined;
  }

  get speaking(): boolean {
    return this.#speech !== undefined;
  }

  /** @param logMel [frames, melBins], the frames that follow those pushed before. */
  push(logMel: Float32Array): Endpoint[] {
    const found: Endpoint[] = [];
    for (let frame = 0; frame * MEL_BINS < logMel.length; frame += 1) {
      const endpoint = this.#step(frameEnergyDb(logMel, frame));
      if (endpoint !== undefined) found.push(endpoint);
    }
    return found;
  }

  /**
   * What is known of voices and words in the running utterance.
   *
   * @returns the end of the utterance where both are too long ago.
   */
  noteEvidence({ lastWordFrame, lastVoicedFrame, seenFrame }: Evidence): Endpoint | undefined {
    const speech = this.#speech;
    if (speech === undefined || seenFrame <= speech.startFrame) return undefined;
    if (lastWordFrame === undefined) {
      const overdue = seenFrame - speech.startFrame >= frames(WORDLESS_START_MS);
      return overdue ? this.#endInNoise(speech, speech.startFrame, seenFrame) : undefined;
    }
    if (lastVoicedFrame !== undefined) {
      const endFrame = Math.max(lastWordFrame, lastVoicedFrame);
      if (seenFrame - endFrame >= frames(ENDPOINT_SILENCE_MS)) {
        return this.#endInNoise(speech, endFrame, endFrame + frames(POST_ROLL_MS));
      }
    }
    if (seenFrame - lastWordFrame < frames(WORDLESS_END_MS)) return undefined;
    return this.#endInNoise(speech, lastWordFrame, lastWordFrame + frames(WORDLESS_END_MS / 2));
  }

  /** The stream ends: an utterance in progress ends with it. */
  flush(): Endpoint | undefined {
    return this.#speech === undefined ? undefined : this.#end(this.#speech, this.#nextFrame);
  }

  #step(energyDb: number): Endpoint | undefined {
    const frame = this.#nextFrame;
    this.#nextFrame += 1;
    const loud = energyDb > this.#floor.db + (this.speaking ? HOLD_DB : ONSET_DB);
    this.#floor.update(energyDb, this.speaking || loud);
    return this.#speech === undefined
      ? this.#waitForOnset(frame, energyDb, loud)
      : this.#followSpeech(this.#speech, frame, energyDb, loud);
  }

  #waitForOnset(frame: number, energyDb: number, loud: boolean): Endpoint | undefined {
    const found = this.#onset.step(frame, energyDb, loud);
    if (found === undefined) return undefined;
    this.#speech = { ...found, lastLoudFrame: frame };
    return { type: 'start', startFrame: found.startFrame };
  }

  #followSpeech(speech: Speech, frame: number, energyDb: number, loud: boolean): Endpoint | undefined {
    speech.energiesDb.push(energyDb);
    if (loud) speech.lastLoudFrame = frame;
    if (frame - speech.lastLoudFrame >= frames(ENDPOINT_SILENCE_MS)) {
      return this.#end(speech, speech.lastLoudFrame + frames(POST_ROLL_MS));
    }
    return speech.energiesDb.length < frames(MAX_UTTERANCE_MS) ? undefined : this.#cut(speech);
  }

  /** The sound goes on without speech: from `noiseFrame` on it is the new floor. */
  #endInNoise(speech: Speech, noiseFrame: number, endFrame: number): Endpoint {
    const energiesDb = speech.energiesDb.slice(noiseFrame - speech.startFrame).sort((a, b) => a - b);
    this.#floor.adopt(energiesDb[Math.floor(energiesDb.length * ADOPTED_QUANTILE)] ?? this.#floor.db);
    return this.#end(speech, endFrame);
  }

  #end(speech: Speech, endFrame: number): Endpoint {
    this.#speech = undefined;
    this.#onset = new Onset(frames(PRE_ROLL_MS), endFrame, speech.energiesDb);
    return { type: 'end', startFrame: speech.startFrame, endFrame, continues: false };
  }

  #cut(speech: Speech): Endpoint {
    const { startFrame, energiesDb, lastLoudFrame } = speech;
    const from = energiesDb.length - frames(FORCED_CUT_SEARCH_MS);
    const cut = quietestFrame(energiesDb, from, energiesDb.length, frames(FORCED_CUT_SPAN_MS));
    const endFrame = startFrame + cut;
    this.#speech = {
      startFrame: endFrame,
      energiesDb: energiesDb.slice(cut),
      lastLoudFrame: Math.max(lastLoudFrame, endFrame),
    };
    return { type: 'end', startFrame, endFrame, continues: true };
  }
}

function frames(durationMs: number): number {
  return Math.round(durationMs / HOP_MS);
}
