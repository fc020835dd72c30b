#!/usr/bin/env bash
# Measures what each form of the student costs in words at each noise, and writes it into the model's manifest.
# Half an hour of one core; stopped at any time, it goes on where it was.
set -euo pipefail
cd "$(dirname "$0")/../../bench"
export PYTHONPATH=.:../training
exec ${PYTHON:-python3} -m report.precision "$@"
