"""The pronouncer: how a name may sound, learnt from espeak's own pronunciations; INT8 graph into the student's folder.

A stopped run goes on where it was: `--minutes` bounds one sitting, `--export` writes the graph of the newest weights.
"""

import argparse
import json
import math
import random
import time
from itertools import groupby
from pathlib import Path

import torch
from torch import nn

from stt.paths import CHECKPOINTS, DATA

EPOCHS = 14
WORDS_OF_A_BATCH = 512
RATE = 2e-3
SAVE_SECONDS = 60


def batches(samples: list, epoch: int) -> list[list]:
    """Of like length, in random order."""
    rng = random.Random(epoch)
    order = sorted(samples, key=lambda sample: len(sample[1]) + rng.random())
    parts = [order[at : at + WORDS_OF_A_BATCH] for at in range(0, len(order), WORDS_OF_A_BATCH)]
    rng.shuffle(parts)
    return parts


def padded(rows: list[list[int]]) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])


def loss_of(model: nn.Module, batch: list, slots: int) -> torch.Tensor:
    letters, sounds = padded([s[1] for s in batch]), padded([s[2] for s in batch])
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(letters)
    log_probs = scores.float().log_softmax(-1).transpose(0, 1)
    rows = torch.tensor([slots * len(s[1]) for s in batch])
    lengths = torch.tensor([len(s[2]) for s in batch])
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


def distance(a: list[int], b: list[int]) -> int:
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]


def main() -> None:
    from stt.g2p import SLOTS, Pronouncer, export
    from stt.g2p_words import split_words

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after this time; the next run goes on")
    parser.add_argument("--out", type=Path, default=CHECKPOINTS / "g2p.pt")
    parser.add_argument("--export", type=Path, metavar="FILE.onnx", help="write the graph, INT8, when all is learnt")
    args = parser.parse_args()
    torch.set_num_threads(1)
    cache = DATA / "g2p_words.json"
    if not cache.exists():
        cache.write_text(json.dumps(split_words()), "utf-8")
    learnt, names, books = json.loads(cache.read_text("utf-8"))
    print(f"{len(learnt):,} words to learn; held out: {len(names):,} names, {len(books):,} words of books", flush=True)
    torch.manual_seed(1)
    model = Pronouncer()
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    steps = EPOCHS * len(batches(learnt, 0))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / 300) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
    )
    step = 0
    if args.out.exists():
        saved = torch.load(args.out, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        rate.load_state_dict(saved["rate"])
        step = saved["step"]
    started = saved_at = time.monotonic()
    per_epoch = steps // EPOCHS

    def save() -> None:
        torch.save(
            {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "rate": rate.state_dict(),
                "step": step,
            },
            args.out,
        )

    while step < steps and time.monotonic() - started < 60 * args.minutes:
        epoch, place = divmod(step, per_epoch)
        if place == 0 or step == 0 or "plan" not in locals():
            plan = batches(learnt, epoch + 1)
        optimiser.zero_grad()
        loss = loss_of(model, plan[place], SLOTS)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        rate.step()
        step += 1
        if step % per_epoch == 0 or step == steps:
            (phonemes, words), (book, _) = error_rate(model, names, SLOTS), error_rate(model, books, SLOTS)
            print(
                f"epoch {epoch + 1}: loss {loss.item():.3f}; names {phonemes:.1f} % of phonemes, "
                f"{words:.1f} % of words; books {book:.1f} %; {time.monotonic() - started:.0f} s",
                flush=True,
            )
        if time.monotonic() - saved_at > SAVE_SECONDS:
            save()
            saved_at = time.monotonic()
    save()
    if args.export is not None:
        export(model, args.export)


if __name__ == "__main__":
    main()
