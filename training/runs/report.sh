#!/usr/bin/env bash
# Measures the models that ship, through the app and beside its peers, and writes the table into the student's card.
# Hours; stopped at any time, it goes on where it was. `--only PATTERN` measures some rows and leaves the card alone.
set -euo pipefail
cd "$(dirname "$0")/../../bench"
export PYTHONPATH=.:../training
exec ${PYTHON:-python3} -m report "$@"
