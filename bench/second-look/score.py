"""Table of a comparison: word error rate and wait of each engine.

    python bench/second-look/score.py RESULTS.jsonl

Packages as in bench/requirements.txt. Texts are compared after Whisper's English normaliser.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

FIVE_SECONDS_MS = (4_000, 6_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    lines = [json.loads(line) for line in parser.parse_args().results.read_text().splitlines()]
    normalise = EnglishTextNormalizer()
    references = [normalise(line["reference"]) for line in lines]
    about_five = [line for line in lines if FIVE_SECONDS_MS[0] <= line["audioMs"] <= FIVE_SECONDS_MS[1]]
    audio_ms = sum(line["audioMs"] for line in lines)
    print(f"{len(lines)} clips, {audio_ms / 1000:.0f} s; {len(about_five)} clips of 4 to 6 s")
    print("| engine | WER, % | wait, 4 to 6 s clips: median ms | processor time of it | work / audio | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    first_ms = 0.0
    for engine in lines[0]["attempts"]:
        attempts = [line["attempts"][engine] for line in lines]
        rate = 100 * jiwer.wer(references, [normalise(attempt["text"]) for attempt in attempts])
        wait = statistics.median(line["attempts"][engine]["waitMs"] for line in about_five)
        cpu = statistics.median(line["attempts"][engine]["cpuMs"] for line in about_five)
        work_ms = sum(attempt["cpuMs"] for attempt in attempts)
        first_ms = first_ms or work_ms
        work, times = work_ms / audio_ms, work_ms / first_ms
        print(f"| {engine} | {rate:.2f} | {wait:.0f} | {cpu:.0f} | {work:.3f} | {times:.1f} |")


if __name__ == "__main__":
    main()
