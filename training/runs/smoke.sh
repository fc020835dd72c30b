#!/usr/bin/env bash
# Every stage on one bundled clip, in minutes: proves that the recipe runs from nothing, not that it teaches.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=. TABSCRIBE_SPEECH=$PWD/tests/fixtures/speech
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
$python scripts/recover.py tiny.en
export TABSCRIBE_CHECKPOINTS=$work/checkpoints TABSCRIBE_DATA=$work/data
mkdir -p "$work/data"
cp -r data/teachers "$work/data/"
$python scripts/prepare.py --vocabulary 96
$python scripts/distil.py --recipe smoke
$python scripts/export.py --run smoke --out "$work/student-smoke" 2> "$work/export.log" || { cat "$work/export.log"; exit 1; }
$python scripts/evaluate.py --run smoke --model "$work/student-smoke"
