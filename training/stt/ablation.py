"""One base recipe and its variants: each changes one thing, so that a row of the table says what that thing is worth.

Hearing alone, from tiny.en's encoder and a new head, on a small budget: what helps here need not help in hours, and
what hurts here may only be slow.
"""

from dataclasses import replace

from stt.augment import Augmentation
from stt.schedule import SETS, Recipe, Stage
from stt.tutoring import Tutoring

STEPS = 320
EVERY_LAYER = Stage("all", STEPS, 0, spell=False, rates=(1.0, 0.0))
PROGRESSIVE = (
    Stage("head", STEPS // 4, 5, spell=False),
    Stage("upper", STEPS // 4, 3, spell=False, rates=(1.0, 0.67)),
    Stage("all", STEPS // 2, 0, spell=False, rates=(0.67, 0.0)),
)
TIMES_FIRST = (
    Stage("times", STEPS // 4, 0, spell=False, phoneme_weight=0.0, tutoring=Tutoring(times=1.0), rates=(1.0, 0.75)),
    Stage("all", STEPS * 3 // 4, 0, spell=False, rates=(0.75, 0.0)),
)
BASE = Recipe(
    stages=(EVERY_LAYER,),
    sets=SETS,
    augmentation=Augmentation(nothing=0.06, room=0.2, line=0.1, snr_db=(5.0, 35.0)),
    batch_s=8.0,
    seed=7,
)


def _tutored(**weights: float | str) -> Recipe:
    return replace(BASE, stages=(replace(EVERY_LAYER, tutoring=Tutoring(**weights)),))


def _augmented(**changes: float) -> Recipe:
    return replace(BASE, augmentation=replace(BASE.augmentation, **changes))


NONE_AT_ALL = {"speed": 0, "noise": 0, "room": 0, "line": 0, "gain": 0, "silence": 0, "nothing": 0, "spec": 0}
VARIANTS: dict[str, Recipe] = {
    "base": BASE,
    "layers of Whisper base, cosine": _tutored(layers=1.0),
    "without augmentation": _augmented(**NONE_AT_ALL),
    "word times first, then CTC": replace(BASE, stages=TIMES_FIRST),
    "head first, then upper layers, then all": replace(BASE, stages=PROGRESSIVE),
    "without SpecAugment": _augmented(spec=0),
    "base, another seed": replace(BASE, seed=8),
    "layers of tiny.en, cosine": _tutored(layers=1.0, layer_teacher="tiny.en"),
    "without noise and babble": _augmented(noise=0),
    "with joined utterances": _augmented(joined=0.25),
    "meaning of the text": _tutored(meaning=1.0),
    "without sounds of nobody": _augmented(nothing=0),
    "LSTM head": replace(BASE, recurrent_cells=256),
    "without speed": _augmented(speed=0),
    "without rooms": _augmented(room=0),
    "without lines": _augmented(line=0),
    "with overdrive": _augmented(overdrive=0.15),
    "base, a third seed": replace(BASE, seed=9),
    "teachers' text for LibriSpeech": replace(BASE, teachers_text=("libri4",)),
    "layers of Whisper base, KL": _tutored(layers=1.0, layer_distance="kl"),
    "noise without babble": _augmented(babble=0),
    "without silence at the ends": _augmented(silence=0),
    "without gain": _augmented(gain=0),
}
"""By the name that its row has; what tells most comes first, for a run that is stopped."""
