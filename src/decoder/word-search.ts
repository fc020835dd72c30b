import type { TreeNode, WordLexicon } from './word-lexicon';
import type { Context, WordModel } from './word-model';

export interface SearchOptions {
  /** Weight of the language model's logarithms against the phonemes'. */
  readonly modelWeight: number;
  /** Added for each word: what the weighted model takes from long texts. */
  readonly wordBonus: number;
  /** Hypotheses kept from frame to frame. */
  readonly beam: number;
  /** Hypotheses this far behind the best one are dropped. */
  readonly beamWidth: number;
  /** No phoneme is less likely than this, as a natural logarithm. */
  readonly floor: number;
  /** Phonemes less likely than this begin nothing. */
  readonly phonemeCut: number;
  /** Cost of a word that the lexicon has not, and of each of its phonemes. */
  readonly unknownWord: number;
  readonly unknownPhoneme: number;
}

/** A word of the best hypothesis; frames are those of the phoneme scores. */
export interface FoundWord {
  readonly word: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

interface Trace {
  readonly word: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly before: Trace | undefined;
}

interface Hypothesis {
  readonly node: TreeNode;
  readonly context: Context;
  /** The phoneme of the newest frame; 0 for a blank. */
  readonly phoneme: number;
  readonly score: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly trace: Trace | undefined;
}

export const UNKNOWN = 1;

/**
 * The likeliest words under phoneme scores of a CTC model: one pass over the frames with a beam of hypotheses, each a
 * place in the lexicon's tree with the words before it (token passing, Young et al. 1989; Viterbi in place of CTC's sum).
 *
 * @param logProbs [frames, phonemes], natural logarithms; 0 is the blank.
 */
export function searchWords(
  logProbs: Float32Array,
  phonemes: number,
  lexicon: WordLexicon,
  model: WordModel,
  options: SearchOptions,
): FoundWord[] {
  const { modelWeight, wordBonus, beam, beamWidth, floor, phonemeCut, unknownWord, unknownPhoneme } = options;
  const frames = logProbs.length / phonemes;
  const { root, nodes } = lexicon;
  const unknown: TreeNode[] = Array.from({ length: phonemes }, (_, phoneme) => ({
    phoneme,
    children: [],
    words: [],
    bound: 0,
    id: nodes + phoneme,
  }));
  const span = nodes + phonemes;
  const rootBound = modelWeight * root.bound;
  let active: Hypothesis[] = [
    { node: root, context: 0, phoneme: 0, score: rootBound, firstFrame: 0, lastFrame: 0, trace: undefined },
  ];
  for (let frame = 0; frame < frames; frame += 1) {
    const row = logProbs.subarray(frame * phonemes, (frame + 1) * phonemes);
    const next = new Map<number, Hypothesis>();
    let best = -Infinity;
    const put = (candidate: Hypothesis): void => {
      if (candidate.score < best - beamWidth) return;
      if (candidate.score > best) best = candidate.score;
      const key = (candidate.context * span + candidate.node.id) * 2 + (candidate.phoneme === 0 ? 0 : 1);
      const other = next.get(key);
      if (other === undefined || other.score < candidate.score) next.set(key, candidate);
    };
    const scoreOf = (phoneme: number): number => Math.max(floor, row[phoneme] ?? floor);
    const blank = scoreOf(0);
    for (const hypothesis of active) {
      const { node, score, phoneme, context, trace } = hypothesis;
      put({ ...hypothesis, phoneme: 0, score: score + blank });
      if (phoneme !== 0) put({ ...hypothesis, score: score + scoreOf(phoneme), lastFrame: frame });
      const enter = (from: TreeNode, base: number, newContext: Context, newTrace: Trace | undefined): void => {
        const begins = from === root;
        for (const child of from.children) {
          if (child.phoneme === phoneme || (row[child.phoneme] ?? -99) < phonemeCut) continue;
          put({
            node: child,
            context: newContext,
            phoneme: child.phoneme,
            score: base + scoreOf(child.phoneme) + modelWeight * (child.bound - from.bound),
            firstFrame: begins ? frame : hypothesis.firstFrame,
            lastFrame: frame,
            trace: newTrace,
          });
        }
        if (begins && unknownWord > -90) {
          for (let p = 1; p < phonemes; p += 1) {
            if (p === phoneme || (row[p] ?? -99) < phonemeCut) continue;
            put({
              node: unknown[p]!,
              context: newContext,
              phoneme: p,
              score: base + scoreOf(p) - rootBound + unknownWord + unknownPhoneme,
              firstFrame: frame,
              lastFrame: frame,
              trace: newTrace,
            });
          }
        }
      };
      if (node.id >= nodes) {
        for (let p = 1; p < phonemes; p += 1) {
          if (p === phoneme || (row[p] ?? -99) < phonemeCut) continue;
          put({ ...hypothesis, node: unknown[p]!, phoneme: p, score: score + scoreOf(p) + unknownPhoneme, lastFrame: frame });
        }
        const followed = model.follow(context, UNKNOWN);
        enter(root, score + modelWeight * followed.logProbability + wordBonus + rootBound, followed.context, {
          word: UNKNOWN,
          firstFrame: hypothesis.firstFrame,
          lastFrame: hypothesis.lastFrame,
          before: trace,
        });
      } else {
        enter(node, score, context, trace);
        for (const { word, logProbability } of node.words) {
          const followed = model.follow(context, word);
          enter(
            root,
            score + modelWeight * (followed.logProbability + logProbability - node.bound + root.bound) + wordBonus,
            followed.context,
            { word, firstFrame: hypothesis.firstFrame, lastFrame: hypothesis.lastFrame, before: trace },
          );
        }
      }
    }
    active = [...next.values()].filter(({ score }) => score >= best - beamWidth);
    if (active.length > beam) active = active.sort((a, b) => b.score - a.score).slice(0, beam);
  }
  return read(best(active, lexicon, model, options));
}

/** The best hypothesis that ends with a whole word, its last word closed. */
function best(
  active: readonly Hypothesis[],
  { root, nodes }: WordLexicon,
  model: WordModel,
  { modelWeight, wordBonus }: SearchOptions,
): Trace | undefined {
  let found: Trace | undefined;
  let peak = -Infinity;
  for (const { node, context, score, firstFrame, lastFrame, trace } of active) {
    if (node === root && score > peak) [peak, found] = [score, trace];
    const words = node.id >= nodes ? [{ word: UNKNOWN, logProbability: 0 }] : node.words;
    for (const { word, logProbability } of words) {
      const { logProbability: follows } = model.follow(context, word);
      const whole = score + modelWeight * (follows + logProbability - node.bound + root.bound) + wordBonus;
      if (whole > peak) [peak, found] = [whole, { word, firstFrame, lastFrame, before: trace }];
    }
  }
  return found;
}

function read(last: Trace | undefined): FoundWord[] {
  const words: FoundWord[] = [];
  for (let at = last; at !== undefined; at = at.before) words.unshift(at);
  return words;
}
