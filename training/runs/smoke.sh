#!/usr/bin/env bash
# Every stage on one bundled clip, in minutes: proves that the recipe runs from nothing and survives a kill,
# not that it teaches.
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
# Two processes, killed in the middle; they go on where they were and end with the same weights.
distil=($python -m torch.distributed.run --standalone --nproc-per-node 2 scripts/distil.py --recipe smoke)
"${distil[@]}" > "$work/killed.log" 2>&1 & launcher=$!
until [ -f "$TABSCRIBE_CHECKPOINTS/smoke/last.pt" ] || ! kill -0 "$launcher"; do sleep 0.2; done
kill -KILL $(cat "/proc/$launcher/task/$launcher/children")
wait "$launcher" || true
"${distil[@]}" | tee "$work/distil.log"
grep -q "process 1 resumed at step [1-9]$" "$work/distil.log"
[ "$(grep -o 'ended at step .*' "$work/distil.log" | sort | uniq -c | awk '{print $1}')" = 2 ]
$python scripts/export.py --run smoke --out "$work/student-smoke" 2> "$work/export.log" || { cat "$work/export.log"; exit 1; }
$python scripts/evaluate.py --run smoke --model "$work/student-smoke"
