"""Pronunciations as a tree: words that begin alike share their nodes (Ney et al. 1992).

The same tree as `src/decoder/word-lexicon.ts`, as arrays. Nodes are numbered by depth, and the children of a node
follow each other. The root is 0; its children are the first phonemes of the words, and after them one node for each
phoneme of an unknown word.
"""

import numpy as np

UNKNOWN_WORD = 1
"""Stands for words that the lexicon has not."""


class WordLexicon:
    """A place in it is a node: what was said of a word so far."""

    def __init__(
        self,
        words: np.ndarray,
        log_probs: np.ndarray,
        lengths: np.ndarray,
        sounds: np.ndarray,
        phonemes: int,
        unigrams: np.ndarray,
    ) -> None:
        """words, log_probs, lengths: one for each pronunciation; sounds: the phonemes of all of them in a row.

        phonemes: number of classes, the blank 0 included; unigrams: natural logarithm of each word's probability.
        """
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        hopes = unigrams[words] + log_probs
        at = np.zeros(len(words), np.int64)
        parents, heard, unknown = [np.array([-1])], [np.array([0])], [np.array([False])]
        bounds = [np.array([hopes.max(initial=-np.inf)])]
        nodes, anything = 1, np.arange(1, phonemes)
        for depth in range(int(lengths.max(initial=0))):
            inside = np.flatnonzero(lengths > depth)
            keys, own = np.unique(at[inside] * phonemes + sounds[starts[inside] + depth], return_inverse=True)
            best = np.full(len(keys), -np.inf)
            np.maximum.at(best, own, hopes[inside])
            at[inside] = nodes + own
            parents.append(keys // phonemes)
            heard.append(keys % phonemes)
            unknown.append(np.zeros(len(keys), bool))
            bounds.append(best)
            nodes += len(keys)
            if depth == 0:
                first_unknown = nodes
                parents.append(np.zeros(len(anything), np.int64))
                heard.append(anything)
                unknown.append(np.ones(len(anything), bool))
                bounds.append(np.full(len(anything), bounds[0][0]))
                nodes += len(anything)
        self.nodes = nodes
        self.phoneme = np.concatenate(heard)
        """The phoneme that leads to each node; 0 at the root."""
        self.unknown = np.concatenate(unknown)
        self.bound = np.concatenate(bounds)
        """The best unigram logarithm of the words at or below each node: what may be hoped for."""
        parent = np.concatenate(parents)
        self.child_count = np.bincount(parent[1:], minlength=nodes)
        self.first_child = np.searchsorted(parent[1:], np.arange(nodes)) + 1
        # Any phoneme of an unknown word may follow another.
        self.first_child[self.unknown], self.child_count[self.unknown] = first_unknown, len(anything)
        ends = np.concatenate([at, np.flatnonzero(self.unknown)])
        order = np.argsort(ends, kind="stable")
        self.ending_word = np.concatenate([words, np.full(len(anything), UNKNOWN_WORD)])[order].astype(np.int64)
        self.ending_log_prob = np.concatenate([log_probs, np.zeros(len(anything))])[order]
        self.ending_count = np.bincount(ends, minlength=nodes)
        self.first_ending = np.searchsorted(ends[order], np.arange(nodes))
