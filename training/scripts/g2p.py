"""The pronouncer: how a name may sound, learnt from espeak's own pronunciations; INT8 graph into the student's folder.

First as English reads words; then, with `--home`, also as names of other languages sound at home. A stopped run goes on
where it was: `--minutes` bounds one sitting, `--export` writes the graph of the newest weights.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import torch
from torch import nn

from stt.g2p import distance
from stt.paths import CHECKPOINTS, DATA

EPOCHS = 20
HOME_EPOCHS = 30
"""After EPOCHS, with `--home`; English words are as many in each as `ENGLISH_BESIDE` of home names."""
ENGLISH_BESIDE = 0.6
WORDS_OF_A_BATCH = 512
RATE = 2e-3
SAVE_SECONDS = 60
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
"""A minute or two on a graphics card, hours on one core."""


def batches(samples: list, epoch: int) -> list[list]:
    """Of like length, in random order."""
    rng = random.Random(epoch)
    order = sorted(samples, key=lambda sample: len(sample[1]) + rng.random())
    parts = [order[at : at + WORDS_OF_A_BATCH] for at in range(0, len(order), WORDS_OF_A_BATCH)]
    rng.shuffle(parts)
    return parts


def samples_of(epoch: int, english: list, home: list) -> list:
    """Of one epoch: all English words, or all home names with some English words, so that these are not forgotten."""
    if not home:
        return english
    return home + random.Random(epoch).sample(english, int(ENGLISH_BESIDE * len(home)))


def grown(weights: dict[str, torch.Tensor], model: nn.Module) -> dict[str, torch.Tensor]:
    """Weights of a smaller alphabet, with the model's own beginnings for the rows that they lack."""
    fresh = model.state_dict()
    return {
        name: torch.cat([rows, fresh[name][len(rows) :]]) if rows.shape != fresh[name].shape else rows
        for name, rows in weights.items()
    }


def padded(rows: list[list[int]]) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows], device=DEVICE)


def loss_of(model: nn.Module, batch: list, slots: int) -> torch.Tensor:
    letters, sounds = padded([s[1] for s in batch]), padded([s[2] for s in batch])
    with torch.autocast(DEVICE.type, torch.bfloat16):
        scores = model(letters)
    log_probs = scores.float().log_softmax(-1).transpose(0, 1)
    rows = torch.tensor([slots * len(s[1]) for s in batch], device=DEVICE)
    lengths = torch.tensor([len(s[2]) for s in batch], device=DEVICE)
    return nn.functional.ctc_loss(log_probs, sounds, rows, lengths, zero_infinity=True)


def error_rate(model: nn.Module, samples: list, slots: int) -> tuple[float, float]:
    """Percent of phonemes wrong by the best path, and of words with any wrong."""
    model.eval()
    wrong = total = words = 0
    with torch.no_grad():
        for batch in batches(samples, 0):
            best = model(padded([s[1] for s in batch])).argmax(-1).tolist()
            for row, (_, letters, sounds) in zip(best, batch, strict=True):
                said = [key for key, _ in groupby(row[: slots * len(letters)]) if key]
                edits = distance(said, sounds)
                wrong, total, words = wrong + edits, total + len(sounds), words + (edits > 0)
    model.train()
    return 100 * wrong / total, 100 * words / len(samples)


def weights_of(checkpoint: Path) -> dict[str, torch.Tensor]:
    return torch.load(checkpoint, weights_only=True, map_location=DEVICE)["model"]


def cached(path: Path, make: Callable[[], tuple]) -> tuple:
    if not path.exists():
        path.write_text(json.dumps(make()), "utf-8")
    return json.loads(path.read_text("utf-8"))


def main() -> None:
    from stt.g2p import SLOTS, Pronouncer, export
    from stt.g2p_words import split_words
    from stt.home_names import split_home_names

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after this time; the next run goes on")
    parser.add_argument("--home", action="store_true", help="go on with names as they sound at home, from --english")
    parser.add_argument("--english", type=Path, default=CHECKPOINTS / "g2p.pt")
    parser.add_argument("--export", type=Path, metavar="FILE.onnx", help="write the graph, INT8, when all is learnt")
    args = parser.parse_args()
    out = CHECKPOINTS / "g2p_home.pt" if args.home else args.english
    torch.set_num_threads(1)
    learnt, names, books = cached(DATA / "g2p_words.json", split_words)
    home, home_held_out = cached(DATA / "g2p_home_names.json", split_home_names) if args.home else ([], [])
    print(f"{len(learnt):,} words, {len(home):,} at home; held out: {len(names):,}, {len(home_held_out):,}", flush=True)
    torch.manual_seed(1)
    model = Pronouncer().to(DEVICE)
    if args.home:
        model.load_state_dict(grown(weights_of(args.english), model))
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE / 2 if args.home else RATE, weight_decay=0.01)
    per_epoch = len(batches(samples_of(0, learnt, home), 0))
    steps = (HOME_EPOCHS if args.home else EPOCHS) * per_epoch
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / 100) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
    )
    step = 0
    if out.exists():
        saved = torch.load(out, weights_only=True, map_location=DEVICE)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        rate.load_state_dict(saved["rate"])
        step = saved["step"]
    started = saved_at = time.monotonic()

    def save() -> None:
        torch.save(
            {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "rate": rate.state_dict(),
                "step": step,
            },
            out,
        )

    while step < steps and time.monotonic() - started < 60 * args.minutes:
        epoch, place = divmod(step, per_epoch)
        if place == 0 or step == 0 or "plan" not in locals():
            plan = batches(samples_of(epoch + 1, learnt, home), epoch + 1)
        optimiser.zero_grad()
        loss = loss_of(model, plan[place], SLOTS)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        rate.step()
        step += 1
        if step % per_epoch == 0 or step == steps:
            sets = {"names": names, "books": books, "home names": home_held_out}
            rates = [f"{key} {error_rate(model, held, SLOTS)[0]:.1f} %" for key, held in sets.items() if held]
            print(
                f"epoch {epoch + 1}: loss {loss.item():.3f}; phonemes wrong of {', '.join(rates)}; "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
        if time.monotonic() - saved_at > SAVE_SECONDS:
            save()
            saved_at = time.monotonic()
    save()
    if args.export is not None:
        export(model.cpu(), args.export)


if __name__ == "__main__":
    main()
