#!/usr/bin/env bash
# The table of docs/ABLATIONS.md on one thread of a CPU, about two minutes a row. Stopped at any time, it goes on.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=. OMP_NUM_THREADS=1
python=${PYTHON:-python3}
[ -f data/teachers/base.pt ] || $python scripts/recover.py
$python scripts/prepare.py
# First the rows that need no teacher's work, then that work, then the others.
$python scripts/ablate.py
$python scripts/embed_sentences.py
$python scripts/word_times.py
$python scripts/label.py "${TABSCRIBE_SPEECH:-../../shared/speech}/train/libri4"
$python scripts/ablate.py
