#!/usr/bin/env bash
# From nothing to public/models/student-v0 on a CPU. Each stage can be run alone and goes on where it was stopped.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=.
python=${PYTHON:-python3}
$python scripts/recover.py
# A folder of git clones, OWNER+NAME each: wider texts and more speech (docs/TRAINING-DATA.md).
if [ -n "${CLONES:-}" ]; then
  $python scripts/texts.py --clones "$CLONES"
  $python scripts/found.py --clones "$CLONES"
fi
$python scripts/synthesise.py --minutes "${SYNTHESIS_MINUTES:-20}"
$python scripts/prepare.py
$python scripts/distil.py --recipe student-v0
$python scripts/export.py --run student-v0
$python scripts/evaluate.py --run student-v0
