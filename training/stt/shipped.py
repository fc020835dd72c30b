"""A model folder of `public/models/`: manifest, tokens and the golden vectors that the app checks a provider by."""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from stt.chunks import FRAME_MS
from stt.features import FRAME_RATE_HZ, HOP_SAMPLES, MEL_BINS, N_FFT, SAMPLE_RATE_HZ, RunningPeak
from stt.forms import FORMS, ROLES, Form
from stt.graphs import CONTEXT_FRAMES
from stt.student import SLOTS, SUBSAMPLING, StudentConfig
from stt.text import BLANK_ID

CHUNK_FRAMES, LOOK_AHEAD_FRAMES, MEMORY_FRAMES = 8, 16, 500
"""Of live speech, in encoder frames: what a call takes, hears ahead, and remembers."""
LONGEST_FRAMES = 30 * FRAME_RATE_HZ
WORDS = "words.bin"
"""Made by scripts/words.py; a student without it writes as it spells."""
PRONOUNCER = "pronouncer.int8.onnx"
"""Made by scripts/g2p.py; without it a person's own words are not listened for."""


def encode_floats(values: np.ndarray) -> str:
    """Base64 of little-endian float32."""
    return base64.b64encode(values.astype("<f4").tobytes()).decode()


def golden_json(log_mel: np.ndarray, logits: np.ndarray) -> str:
    """log_mel: [frames, MEL_BINS] not normalised; logits: [frames / 2, vocabulary] of the float32 model."""
    return json.dumps(
        {
            "frames": log_mel.shape[0],
            "logitFrames": logits.shape[0],
            "vocabulary": logits.shape[1],
            "logMel": encode_floats(log_mel),
            "logits": encode_floats(logits),
        }
    )


def form_entry(folder: Path, form: Form, role: str) -> dict[str, object]:
    """The manifest's entry of one graph in one form."""
    entry = file_entry(folder, form.path(folder, role).name, role, form.provider)
    return {"role": entry.pop("role"), "precision": form.precision, **entry}


def file_entry(folder: Path, name: str, role: str, provider: str | None = None) -> dict[str, object]:
    """One entry of the manifest's file list, measured from the file itself."""
    content = (folder / name).read_bytes()
    entry = {"role": role, "path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return (
        entry
        if provider is None
        else {"role": role, "provider": provider, **{k: v for k, v in entry.items() if k != "role"}}
    )


def student_manifest(
    folder: Path, version: str, config: StudentConfig, precisions: Sequence[str] = ("int8",)
) -> dict[str, object]:
    """The manifest of a student whose files lie in `folder` (see contract/model-manifest.ts)."""
    return {
        "schema": 1,
        "id": folder.name,
        "version": version,
        "name": "Tabscribe student",
        "licence": "MIT",
        "languages": ["en"],
        "kind": "ctc-log-mel",
        "files": [
            *(
                form_entry(folder, form, role)
                for precision in precisions
                for role in ROLES
                for form in FORMS[precision]
            ),
            file_entry(folder, "tokens.json", "tokens"),
            file_entry(folder, "golden.json", "golden"),
            *(
                file_entry(folder, name, role)
                for name, role in ((WORDS, "words"), (PRONOUNCER, "pronouncer"))
                if (folder / name).exists()
            ),
        ],
        "features": {
            "sampleRateHz": SAMPLE_RATE_HZ,
            "windowSamples": N_FFT,
            "hopSamples": HOP_SAMPLES,
            "melBins": MEL_BINS,
            "normalisation": RunningPeak().manifest(),
        },
        "subsampling": SUBSAMPLING // SLOTS,
        "frameRateHz": FRAME_RATE_HZ * SLOTS // SUBSAMPLING,
        "frameMultiple": SUBSAMPLING,
        "maxFrames": LONGEST_FRAMES,
        "memory": {
            "layers": config.encoder_layers,
            "heads": config.heads,
            "headSize": config.width // config.heads,
            "frameMs": FRAME_MS,
            "frames": MEMORY_FRAMES,
            "chunkFrames": CHUNK_FRAMES,
            "lookAheadFrames": LOOK_AHEAD_FRAMES,
            "contextFrames": CONTEXT_FRAMES,
        },
        "phonemes": config.phonemes,
        "vocabulary": {"size": config.vocabulary, "blankId": BLANK_ID},
    }
