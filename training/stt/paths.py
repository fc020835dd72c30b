"""Where things lie, relative to the repository."""

import os
from pathlib import Path

TRAINING = Path(__file__).resolve().parent.parent
REPOSITORY = TRAINING.parent
DATA = Path(os.environ.get("TABSCRIBE_DATA", TRAINING / "data"))
"""Git-ignored: fetched packages, teachers, synthetic speech, cuts."""
SPEECH = Path(os.environ.get("TABSCRIBE_SPEECH", REPOSITORY.parent / "shared" / "speech"))
"""Folder with train/, dev/, noise/ and text/, each set with its manifest.tsv."""
TEACHERS = DATA / "teachers"
SYNTHETIC = DATA / "kokoro"
CUTS = DATA / "cuts"
BOOKS = DATA / "books"
LABELS = DATA / "labels"
TEXTS = DATA / "texts"
"""One folder a domain, one file a source, one sentence a line."""
FORBIDDEN = DATA / "forbidden"
"""Transcripts of test sets beside those of SPEECH, one a line: nothing may be learnt from them."""
FOUND = DATA / "found"
"""Sets of real speech out of public repositories."""
CORPORA = DATA / "corpora"
"""Public corpora that a person has put there (corpora.toml)."""
SHARDS = DATA / "shards"
TIMES = DATA / "times"
MEANINGS = DATA / "meanings.npz"
ROOMS = DATA / "rooms.npz"
PIECES = DATA / "pieces.model"
RELEASED_PIECES = TRAINING / "vocabulary" / "student-v0.model"
TEXT_PHONEMES = DATA / "text_phonemes.tsv"
WORD_SOUNDS = DATA / "word_sounds.json"
"""Number of phonemes of each word of the text."""
CHECKPOINTS = Path(os.environ.get("TABSCRIBE_CHECKPOINTS", TRAINING / "checkpoints"))
MODELS = REPOSITORY / "public" / "models"
