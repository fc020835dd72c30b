"""Writes found words: `src/decoder/written-words.ts` and `lone-words.ts`."""

import re

from tabscribe.transcript import Word
from tabscribe.word_lexicon import UNKNOWN_WORD
from tabscribe.word_search import FoundWord

SPIKE_TAIL_MS = 80
"""A phoneme spikes near its start and sounds on for about this long."""
PUNCTUATION = re.compile(r"[.,?!;:]+$")
SENTENCE_END = re.compile(r"[.?!]$")
LONE_PAUSE_MS = 1000
"""Words with such a pause before and after are alone."""
MOST_LONE_WORDS = 2
"""So many words may be noise; more of them in a row are speech."""
LEAST_CONFIDENCE = 0.75
"""Of clear speech no utterance of the dev set is below 0.78 on average."""
LEAST_SPAN_MS = 120
"""From the first sound to the last: a knock makes one sound, and one sound can be a word ("I", "oh")."""


def without_doubtful_lone_words(words: list[FoundWord], frame_ms: float) -> list[FoundWord]:
    """Leaves out one word or two that stand alone and were hardly heard or are one sound: clatter makes phonemes, and
    the search makes words of them."""
    groups: list[list[FoundWord]] = []
    for word in words:
        if groups and (word.first_frame - groups[-1][-1].last_frame) * frame_ms < LONE_PAUSE_MS:
            groups[-1].append(word)
        else:
            groups.append([word])
    kept = [group for group in groups if len(group) > MOST_LONE_WORDS or _is_speech(group, frame_ms)]
    return [word for group in kept for word in group]


def _is_speech(group: list[FoundWord], frame_ms: float) -> bool:
    span_ms = (group[-1].last_frame - group[0].first_frame + 1) * frame_ms
    return span_ms >= LEAST_SPAN_MS and sum(word.confidence for word in group) / len(group) >= LEAST_CONFIDENCE


def written_words(
    found: list[FoundWord],
    names: list[str],
    speller: list[Word],
    frame_ms: float,
    offset_ms: float,
    limit_ms: float,
) -> list[Word]:
    """Found words with times. What the search does not know comes from the speller's words at the same time:
    punctuation, capitals where sentences begin, and the letters of unknown words.

    names: words by id; offset_ms: where frame 0 lies; limit_ms: no word ends after it.
    """
    times = _times(found, frame_ms, offset_ms, limit_ms)
    words: list[Word] = []
    for each, (start_ms, end_ms), partners in zip(found, times, _partners(speller, times), strict=True):
        if each.word == UNKNOWN_WORD:
            letters = " ".join(PUNCTUATION.sub("", partner.word) for partner in partners)
        else:
            letters = names[each.word]
        if letters == "":
            continue
        if words:
            begins = SENTENCE_END.search(words[-1].word) is not None
        else:
            begins = bool(partners) and partners[0].word[:1].isupper()
        mark = PUNCTUATION.search(partners[-1].word) if partners else None
        letters = (letters[:1].upper() + letters[1:] if begins else letters) + (mark[0] if mark else "")
        words.append(Word(letters, start_ms, end_ms, each.confidence))
    return words


def _times(found: list[FoundWord], frame_ms: float, offset_ms: float, limit_ms: float) -> list[tuple[float, float]]:
    times = []
    for word, following in zip(found, [*found[1:], None], strict=False):
        start_ms = min(offset_ms + word.first_frame * frame_ms, limit_ms)
        bound_ms = limit_ms if following is None else offset_ms + following.first_frame * frame_ms
        end_ms = min(offset_ms + (word.last_frame + 1) * frame_ms + SPIKE_TAIL_MS, bound_ms, limit_ms)
        times.append((start_ms, max(start_ms, end_ms)))
    return times


def _partners(speller: list[Word], times: list[tuple[float, float]]) -> list[list[Word]]:
    """For each found word the speller's words that sound most at its time."""
    partners: list[list[Word]] = [[] for _ in times]
    for word in speller:
        if times:
            # Less than nothing is the distance between the two.
            shared_ms = [min(word.end_ms, end_ms) - max(word.start_ms, start_ms) for start_ms, end_ms in times]
            partners[shared_ms.index(max(shared_ms))].append(word)
    return partners
