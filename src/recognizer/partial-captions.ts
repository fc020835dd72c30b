import { collapsePath, bestPath, type Token, type TokenPath } from '../decoder/greedy';
import { HOP_MS } from '../features/audio-format';
import type { AcousticModel } from './acoustic-model';
import type { FrameBuffer } from './frame-buffer';

/** Newest audio that a partial run looks at. */
const WINDOW_MS = 8000;
/** The window's oldest part only warms up the model and its normalisation: the earlier path stands there. */
const LEFT_CONTEXT_MS = 2000;

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

  /** @param startFrame the stream's frame in which the utterance starts. */
  constructor(
    private readonly model: AcousticModel,
    readonly startFrame: number,
  ) {}

  /**
   * Runs the model up to `endFrame` of the stream.
   *
   * @returns tokens of the utterance so far, in frames of the path from the utterance's start.
   * @throws what the model throws; the path then stays as it was.
   */
  async run(buffer: FrameBuffer, endFrame: number): Promise<Token[]> {
    const { model } = this;
    const framesPerRow = model.frameMs / HOP_MS;
    const windowRows = Math.min(
      Math.round(WINDOW_MS / model.frameMs),
      Math.floor(model.maxFrames / framesPerRow),
    );
    const rows = Math.floor((endFrame - this.startFrame) / framesPerRow);
    const firstRow = Math.max(0, rows - windowRows);
    const logits = await model.logits(
      buffer.slice(this.startFrame + firstRow * framesPerRow, this.startFrame + rows * framesPerRow),
    );
    const contextRows = firstRow === 0 ? 0 : Math.round(LEFT_CONTEXT_MS / model.frameMs);
    this.#path = join(this.#path, bestPath(logits), firstRow, firstRow + contextRows, model.blankId);
    return collapsePath(this.#path, model.blankId);
  }
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
