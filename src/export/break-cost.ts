import type { TimedToken } from './timed-tokens';

/*
 * Where a line or a subtitle may end, after the guides' order: BBC Subtitle Guidelines, "Break at natural points"
 * (https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/), and Netflix' Timed Text Style Guide, "Line
 * treatment": after punctuation, before conjunctions, before prepositions; never between an article and its noun,
 * a pronoun or auxiliary and its verb, a preposition and what follows it, or the parts of a name.
 */
const AFTER_SENTENCE = 0;
const AFTER_CLAUSE = 1;
const BEFORE_CONJUNCTION = 3;
const BEFORE_PREPOSITION = 4;
const ELSEWHERE = 6;
const INSIDE_NAME = 10;
const AFTER_LEANING = 12;
/** A pause of the speaker is a natural point too. */
const PAUSE_MS = 300;
const PAUSE_GAIN = 4;

const SENTENCE_END = /[.!?…。！？]\p{P}*$/u;
const CLAUSE_END = /[,;:–—、，；：]\p{P}*$/u;
const ABBREVIATION = /^(?:mr|mrs|ms|dr|st|prof|rev|gen|capt|vs|no|\p{L})\.$/iu;
const CAPITAL = /^\p{Lu}/u;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const CONJUNCTIONS = setOf(
  'and but or nor so yet because although though unless until while whereas if when whenever where that which who whom whose since than',
);
const PREPOSITIONS = setOf(
  'about above across after against along among around at before behind below beneath beside between beyond by despite down ' +
    'during except for from in inside into like near of off on onto out over past through throughout to toward towards under up upon with within without',
);
/** Words that lean on the one behind them. */
const LEANING = setOf(
  "a an the my your his her its our their this these those i you he she it we they i'm you're he's she's it's we're they're " +
    'am is are was were be been being has have had do does did will would shall should can could may might must not no very',
);

/** What it costs the reader that a line ends between two tokens: 0 at the best place. */
export function breakCost(before: TimedToken, after: TimedToken): number {
  const cost = costByWords(before.text, after.text);
  return after.startMs - before.endMs >= PAUSE_MS ? Math.max(0, cost - PAUSE_GAIN) : cost;
}

export function endsSentence(token: TimedToken): boolean {
  return SENTENCE_END.test(token.text) && !ABBREVIATION.test(token.text);
}

function costByWords(before: string, after: string): number {
  if (ABBREVIATION.test(before)) return AFTER_LEANING;
  if (SENTENCE_END.test(before)) return AFTER_SENTENCE;
  if (CLAUSE_END.test(before)) return AFTER_CLAUSE;
  const last = bare(before);
  const next = bare(after);
  if (LEANING.has(last) || PREPOSITIONS.has(last) || CONJUNCTIONS.has(last)) return AFTER_LEANING;
  if (CONJUNCTIONS.has(next)) return BEFORE_CONJUNCTION;
  if (PREPOSITIONS.has(next)) return BEFORE_PREPOSITION;
  return CAPITAL.test(before) && CAPITAL.test(after) ? INSIDE_NAME : ELSEWHERE;
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/^\P{L}+|\P{L}+$/gu, '');
}
