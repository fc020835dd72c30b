import { HOP_MS } from '../features/audio-format';

/** Below this the floor does not sink: digital silence must not make faint hiss look like speech. */
const LOWEST_FLOOR_DB = -78;
/** A stream may begin in mid-word: a loud first frame is not taken for the floor. */
const HIGHEST_FIRST_FLOOR_DB = -48;
/** Share of the distance that the floor goes in one frame towards a weaker sound. */
const FALL_SHARE = 0.2;
/** The same towards a stronger sound that is not speech. */
const RISE_SHARE = 0.02;
/** During speech the floor may rise a little, for noise that began with it. */
const RISE_IN_SPEECH_DB = (0.5 * HOP_MS) / 1000;

/** Tracks the loudness of the room behind the speech, in dB, frame by frame. */
export class NoiseFloor {
  #floorDb: number | undefined;

  get db(): number {
    return this.#floorDb ?? HIGHEST_FIRST_FLOOR_DB;
  }

  update(energyDb: number, inSpeech: boolean): void {
    const floorDb = this.#floorDb ?? Math.min(energyDb, HIGHEST_FIRST_FLOOR_DB);
    const distanceDb = energyDb - floorDb;
    if (distanceDb < 0) this.#set(floorDb + FALL_SHARE * distanceDb);
    else if (inSpeech) this.#set(floorDb + Math.min(distanceDb, RISE_IN_SPEECH_DB));
    else this.#set(floorDb + RISE_SHARE * distanceDb);
  }

  /** Takes a sound that proved to hold no words for the floor. */
  adopt(energyDb: number): void {
    this.#set(Math.max(energyDb, this.db));
  }

  #set(floorDb: number): void {
    this.#floorDb = Math.max(floorDb, LOWEST_FLOOR_DB);
  }
}
