"""A model folder as the app has it: manifest.json and the files that it names."""

import hashlib
import json
from pathlib import Path

SCHEMA = 1
PROVIDER = "wasm"
"""Of the files that serve one of the browser's providers, those for the processor are right here too."""
PRECISION = "int8"
"""Of the files that keep the weights in one precision only."""


class ModelError(Exception):
    """A model folder that cannot be used; the message says why."""


class ModelFolder:
    """Files by role, checked against their SHA-256 when they are read."""

    def __init__(self, folder: str | Path, kind: str) -> None:
        self.path = Path(folder)
        try:
            self.manifest = json.loads((self.path / "manifest.json").read_text("utf-8"))
        except OSError as error:
            raise ModelError(f"{self.path} has no manifest.json that can be read: {error.strerror}") from error
        except ValueError as error:
            raise ModelError(f"{self.path / 'manifest.json'} is not JSON: {error}") from error
        if self.manifest.get("schema") != SCHEMA or self.manifest.get("kind") != kind:
            found = f"schema {self.manifest.get('schema')!r}, kind {self.manifest.get('kind')!r}"
            raise ModelError(f"{self.path}: schema {SCHEMA} and kind {kind!r} are wanted, not {found}")

    def has(self, role: str) -> bool:
        return bool(self._entries(role))

    def read(self, role: str) -> bytes:
        """Raises ModelError where there is no such file, or another one than the manifest says."""
        entries = self._entries(role)
        if not entries:
            raise ModelError(f"{self.path}: no file has the role {role!r}")
        path = self.path / entries[0]["path"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(f"{path} cannot be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != entries[0]["sha256"]:
            raise ModelError(f"{path} is damaged: its SHA-256 is not that of the manifest")
        return content

    def _entries(self, role: str) -> list[dict]:
        """The best first."""
        files = self.manifest.get("files", [])
        fitting = [file for file in files if file["role"] == role and file.get("provider") in (None, PROVIDER)]
        return sorted(fitting, key=lambda file: file.get("precision", PRECISION) != PRECISION)
