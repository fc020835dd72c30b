"""Which sets of speech there are to train on, and whose texts may be believed."""

from pathlib import Path

from stt.paths import FOUND, SPEECH, SYNTHETIC

WITHOUT_REFERENCE = frozenset({"libri251", "coffee"})
"""Sets whose text is an earlier teacher's, not checked."""
PROMPTED = frozenset({"speechocean762", "picovoice_wake", "precise"})
"""Sets whose text is what the speaker was asked to say."""


def training_folders() -> list[Path]:
    """Folders with a manifest.tsv: of the speech folder, what was found, and what was synthesised."""
    below = [*sorted((SPEECH / "train").glob("*")), *sorted(FOUND.glob("*")), SYNTHETIC]
    return [folder for folder in below if (folder / "manifest.tsv").exists()]
