"""The report measures with training/'s own parts."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "training"))
