"""The example in docs/DEPLOYMENT.md runs as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import soundfile

from stt.paths import MODELS

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("TABSCRIBE_MODEL", MODELS / "student-v0"))


def test_the_streaming_example_hears_speech_where_it_is(tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "DEPLOYMENT.md").read_text(), re.S)
    (example,) = (block for block in blocks if "onnxruntime.InferenceSession" in block)
    script = tmp_path / "stream.py"
    script.write_text(example)
    sound = ROOT / "e2e" / "fixtures" / "microphone.wav"
    command = [sys.executable, script, FOLDER, sound]
    path = {"PYTHONPATH": str(ROOT / "training")}
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | path, check=True)
    heard = {float(line.split(" s ")[0]): line.split(" s ")[1].split() for line in done.stdout.splitlines()}
    assert soundfile.info(sound).duration - max(heard) < 0.6
    spoken = [seconds for seconds, phonemes in heard.items() if any(phoneme != "0" for phoneme in phonemes)]
    assert min(spoken) < 1.5 and len([seconds for seconds in spoken if 2 < seconds < 6]) > 12
    assert not [seconds for seconds in spoken if 6.8 < seconds < 7.9], "nobody speaks there"
