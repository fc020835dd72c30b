import { collapsePath, bestPath, type TokenPath } from '../decoder/greedy';
import type { PhonemeScores } from '../decoder/word-search';
import { HOP_MS } from '../features/audio-format';
import type { AcousticModel } from './acoustic-model';
import type { FrameBuffer } from './frame-buffer';
import type { Heard } from './utterance-text';

/** Newest audio that a partial run looks at. */
const WINDOW_MS = 8000;
/** The window's oldest part only warms up the model and its normalisation: the earlier path stands there. */
const LEFT_CONTEXT_MS = 2000;
/** The student writes two rows for each frame of phonemes: a window begins with a frame. */
const ROWS_PER_PHONEME_FRAME = 2;
const SURE_BLANK = 20;

/**
 * Greedy path of the utterance in progress, grown by runs of bounded cost.
 *
 * Up to WINDOW_MS every run covers the whole utterance. Beyond that a run covers the newest WINDOW_MS only;
 * the path older than the window's left context is frozen as earlier runs left it. Old and new path are joined
 * at the first frame after the left context where both are blank, so that no token is cut or doubled.
 * The final text never comes from here: at the utterance's end the model runs over all of it.
 */
export class PartialCaptions {
  #path: TokenPath = { ids: new Int32Array(), probabilities: new Float32Array() };
  #phonemes: PhonemeScores | undefined;

  /** @param startFrame the stream's frame in which the utterance starts. */
  constructor(
    private readonly model: AcousticModel,
    readonly startFrame: number,
  ) {}

  /**
   * Runs the model up to `endFrame` of the stream.
   *
   * @returns what was heard of the utterance so far, in frames from its start.
   * @throws what the model throws; the path then stays as it was.
   */
  async run(buffer: FrameBuffer, endFrame: number): Promise<Heard> {
    const { model } = this;
    const framesPerRow = model.frameMs / HOP_MS;
    const windowRows = Math.min(
      Math.round(WINDOW_MS / model.frameMs),
      Math.floor(model.maxFrames / framesPerRow),
    );
    const rows = Math.floor((endFrame - this.startFrame) / framesPerRow);
    const firstRow =
      ROWS_PER_PHONEME_FRAME * Math.ceil(Math.max(0, rows - windowRows) / ROWS_PER_PHONEME_FRAME);
    const logits = await model.logits(
      buffer.slice(this.startFrame + firstRow * framesPerRow, this.startFrame + rows * framesPerRow),
    );
    const contextRows = firstRow === 0 ? 0 : Math.round(LEFT_CONTEXT_MS / model.frameMs);
    this.#path = join(this.#path, bestPath(logits), firstRow, firstRow + contextRows, model.blankId);
    this.#phonemes = joinPhonemes(this.#phonemes, logits.phonemes, firstRow, firstRow + contextRows);
    return { tokens: collapsePath(this.#path, model.blankId), phonemes: this.#phonemes };
  }
}

/** Keeps `old` up to the row `jointRow` of the path, then goes on with `fresh`, which starts at `freshRow`. */
function joinPhonemes(
  old: PhonemeScores | undefined,
  fresh: PhonemeScores | undefined,
  freshRow: number,
  jointRow: number,
): PhonemeScores | undefined {
  if (fresh === undefined || freshRow === 0) return fresh;
  const { phonemes } = fresh;
  const first = freshRow / ROWS_PER_PHONEME_FRAME;
  const frames = first + fresh.frames;
  const joint = Math.min(Math.round(jointRow / ROWS_PER_PHONEME_FRAME), old?.frames ?? 0);
  const data = new Float32Array(frames * phonemes);
  // Runs that failed for long leave a hole before the window: a blank, which is class 0.
  for (let frame = joint; frame < first; frame += 1) data[frame * phonemes] = SURE_BLANK;
  if (old !== undefined) data.set(old.data.subarray(0, joint * phonemes));
  const from = Math.max(joint, first);
  data.set(fresh.data.subarray((from - first) * phonemes), from * phonemes);
  return { ...fresh, frames, data };
}

/** Keeps `old` up to a joint at or after `minJoint`, then goes on with `fresh`, which starts at `freshRow`. */
function join(
  old: TokenPath,
  fresh: TokenPath,
  freshRow: number,
  minJoint: number,
  blankId: number,
): TokenPath {
  let joint = minJoint;
  while (joint < old.ids.length && (old.ids[joint] !== blankId || fresh.ids[joint - freshRow] !== blankId)) {
    joint += 1;
  }
  if (freshRow === 0 || joint >= old.ids.length) joint = Math.min(minJoint, old.ids.length);
  // Runs that failed for long leave a hole before the window: it stays blank.
  const ids = new Int32Array(freshRow + fresh.ids.length).fill(blankId);
  const probabilities = new Float32Array(ids.length);
  ids.set(old.ids.subarray(0, joint));
  probabilities.set(old.probabilities.subarray(0, joint));
  const from = Math.max(joint, freshRow);
  ids.set(fresh.ids.subarray(from - freshRow), from);
  probabilities.set(fresh.probabilities.subarray(from - freshRow), from);
  return { ids, probabilities };
}
