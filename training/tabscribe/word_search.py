"""The likeliest words under a CTC model's phonemes: `src/decoder/word-search.ts`, a frame's hypotheses at once.

One pass over the frames with a beam of hypotheses, each a place in the lexicon's tree with the words before it
(token passing, Young et al. 1989; the best path counts for the sum of all). A beam is never changed: a copy of it
costs nothing, and a stream can look ahead from one and come back.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from tabscribe.word_lexicon import WordLexicon
from tabscribe.word_model import START_CONTEXT, WordModel

LONGEST_PAUSE_MS = 600
"""Nobody pauses for longer inside a word. Sounds further apart, as noise has them, make no word together."""


@dataclass(frozen=True)
class SearchOptions:
    """All weights and costs are of natural logarithms; see the TypeScript for each."""

    phoneme_weight: float
    model_weight: float
    word_bonus: float
    unknown_word: float
    unknown_phoneme: float
    floor: float
    cut: float
    beam: int
    beam_width: float

    @classmethod
    def of(cls, header: dict) -> "SearchOptions":
        """From the file of words, which has the names of the TypeScript."""
        camel = {field.name: _camel(field.name) for field in fields(cls)}
        return cls(**{name: header[there] for name, there in camel.items()})


@dataclass(frozen=True)
class FoundWord:
    word: int
    first_frame: int
    last_frame: int
    """Inclusive."""
    confidence: float
    """Geometric mean of the probabilities of its frames, 0 to 1."""


@dataclass(frozen=True)
class Trace:
    """The words of a hypothesis, from the last to the first."""

    found: FoundWord
    before: "Trace | None"


@dataclass(frozen=True)
class Beam:
    """Hypotheses after a frame, one in each row of the arrays."""

    frames: int
    """Heard so far."""
    node: np.ndarray
    context: np.ndarray
    phoneme: np.ndarray
    """Of the newest frame; 0 for a blank."""
    score: np.ndarray
    heard: np.ndarray
    """Weighted logarithm of what was heard of the word so far, up to its last frame."""
    first_frame: np.ndarray
    last_frame: np.ndarray
    trace: np.ndarray
    """The words before, of objects `Trace | None`."""

    def rows(self, places: np.ndarray) -> "Beam":
        return Beam(self.frames, *(getattr(self, name)[places] for name in COLUMNS))


COLUMNS = [field.name for field in fields(Beam)][1:]


class WordSearch:
    def __init__(self, lexicon: WordLexicon, model: WordModel, options: SearchOptions) -> None:
        self._lexicon, self._model, self._options = lexicon, model, options
        self._root_bound = options.model_weight * float(lexicon.bound[0])

    def find(self, scores: np.ndarray, frame_ms: float) -> list[FoundWord]:
        """Scores before the softmax, [frames, phonemes], class 0 the blank -> words in the order of time."""
        return self.words(self.advance(self.opened(), scores, frame_ms))

    def opened(self) -> Beam:
        """Before the first frame."""
        zero = np.zeros(1, np.int64)
        nothing = np.array([None], object)
        return Beam(0, zero, zero + START_CONTEXT, zero, np.array([self._root_bound]), np.zeros(1), zero, zero, nothing)

    def advance(self, beam: Beam, scores: np.ndarray, frame_ms: float) -> Beam:
        """The beam after more frames of scores, [frames, phonemes]."""
        options = self._options
        log_probs = _log_softmax(scores)
        rows = np.maximum(np.float32(options.floor), (options.phoneme_weight * log_probs).astype(np.float32))
        for row in rows.astype(np.float64):
            beam = self._step(beam, row, beam.frames - LONGEST_PAUSE_MS / frame_ms)
        return beam

    def words(self, beam: Beam) -> list[FoundWord]:
        """Of the best hypothesis that ends with a whole word; where all are inside one, the words before it."""
        whole = np.flatnonzero(beam.node == 0)
        closed, endings = self._close(beam)
        found: Trace | None = None
        best = -np.inf
        if len(whole):
            place = whole[beam.score[whole].argmax()]
            best, found = beam.score[place], beam.trace[place]
        if len(endings) and closed.score.max() > best:
            place = int(closed.score.argmax())
            found = self._traced(closed, endings, np.array([place]))[0]
        elif not len(whole) and len(beam.score):
            found = beam.trace[int(beam.score.argmax())]
        words = []
        while found is not None:
            words.append(found.found)
            found = found.before
        return words[::-1]

    def _step(self, beam: Beam, row: np.ndarray, pause_from: float) -> Beam:
        """One frame on. A word of which nothing was heard since before pause_from does not go on."""
        frame, width = beam.frames, self._options.beam_width
        goes_on = (beam.node == 0) | (beam.last_frame >= pause_from)
        waiting = beam.rows(goes_on | (self._lexicon.ending_count[beam.node] > 0))
        waiting = replace(waiting, phoneme=np.zeros_like(waiting.phoneme), score=waiting.score + row[0])
        again = beam.rows(beam.phoneme != 0)
        gain = row[again.phoneme]
        again = replace(
            again,
            score=again.score + gain,
            heard=again.heard + gain,
            last_frame=np.full(len(gain), frame),
        )
        on, _ = self._enter(beam.rows(goes_on), row, frame)
        closed, endings = self._close(beam)
        # Scores only fall from here on: what is far behind already need not be followed.
        best = max((part.score.max() for part in (waiting, again, on) if len(part.score)), default=-np.inf)
        near = np.flatnonzero(closed.score >= best - width)
        begun, origins = self._enter(closed.rows(near), row, frame)
        origins = near[origins]
        old = len(waiting.score) + len(again.score) + len(on.score)
        every = _joined(frame + 1, [waiting, again, on, begun])
        kept = self._kept(every)
        fresh = np.flatnonzero(kept >= old)
        beam = every.rows(kept)
        beam.trace[fresh] = self._traced(closed, endings, origins[kept[fresh] - old])
        return beam

    def _enter(self, from_: Beam, row: np.ndarray, frame: int) -> tuple[Beam, np.ndarray]:
        """One phoneme on; with the row of `from_` that each came from.

        A phoneme that was just heard needs a blank before it is heard again.
        """
        lexicon, options = self._lexicon, self._options
        counts = lexicon.child_count[from_.node]
        origins = np.repeat(np.arange(len(counts)), counts)
        children = _ranges(lexicon.first_child[from_.node], counts)
        gains = row[lexicon.phoneme[children]]
        may = (gains >= options.cut) & (lexicon.phoneme[children] != from_.phoneme[origins])
        origins, children, gains = origins[may], children[may], gains[may]
        parent = from_.rows(origins)
        begins = parent.node == 0
        score = parent.score + gains + options.model_weight * (lexicon.bound[children] - lexicon.bound[parent.node])
        score += lexicon.unknown[children] * (options.unknown_phoneme + begins * options.unknown_word)
        entered = replace(
            parent,
            node=children,
            phoneme=lexicon.phoneme[children],
            score=score,
            heard=np.where(begins, gains, parent.heard + gains),
            first_frame=np.where(begins, frame, parent.first_frame),
            last_frame=np.full(len(children), frame),
        )
        return entered, origins

    def _close(self, beam: Beam) -> tuple[Beam, np.ndarray]:
        """Each hypothesis at each word that ends where it is, back at the root: any word may follow.

        Beside them the place of each one's ending in the lexicon. Rows keep the times and the words from before the
        ending: `_traced` adds it for those that are kept.
        """
        lexicon, options = self._lexicon, self._options
        counts = lexicon.ending_count[beam.node]
        origins = np.repeat(np.arange(len(counts)), counts)
        endings = _ranges(lexicon.first_ending[beam.node], counts)
        before = beam.rows(origins)
        log_probs, contexts = self._model.follow(before.context, lexicon.ending_word[endings])
        gain = log_probs + lexicon.ending_log_prob[endings] - lexicon.bound[before.node]
        score = before.score + options.model_weight * gain + self._root_bound + options.word_bonus
        return replace(before, node=np.zeros_like(before.node), context=contexts, score=score), endings

    def _traced(self, closed: Beam, endings: np.ndarray, places: np.ndarray) -> list[Trace]:
        """The words of closed hypotheses, the one that ended included."""
        traces: dict[int, Trace] = {}
        for place in places.tolist():
            if place not in traces:
                first, last = int(closed.first_frame[place]), int(closed.last_frame[place])
                heard = float(closed.heard[place]) / self._options.phoneme_weight
                word = int(self._lexicon.ending_word[endings[place]])
                found = FoundWord(word, first, last, float(np.exp(heard / (last - first + 1))))
                traces[place] = Trace(found, closed.trace[place])
        return [traces[place] for place in places.tolist()]

    def _kept(self, every: Beam) -> np.ndarray:
        """Of those at the same place, with the same words to come, the best; of these the best of all."""
        near = np.flatnonzero(every.score >= every.score.max() - self._options.beam_width)
        places = (every.context[near] * self._lexicon.nodes + every.node[near]) * 2 + (every.phoneme[near] != 0)
        order = np.lexsort((-every.score[near], places))
        places = places[order]
        kept = near[order[np.r_[True, places[1:] != places[:-1]]]]
        if len(kept) > self._options.beam:
            kept = kept[np.argsort(-every.score[kept], kind="stable")[: self._options.beam]]
        return kept


def _joined(frames: int, parts: list[Beam]) -> Beam:
    return Beam(frames, *(np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS))


def _ranges(starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """starts[0], starts[0] + 1, ..., counts[0] of them; then those of the next."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    """float32 [frames, n] -> the same shape."""
    scores = scores.astype(np.float64)
    peaks = scores.max(1, keepdims=True)
    return (scores - peaks - np.log(np.exp(scores - peaks).sum(1, keepdims=True))).astype(np.float32)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
