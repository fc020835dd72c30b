"""Found: real speech of public git repositories, converted to sets in data/found (recipe: found.toml).

A set whose folder is there is not made again. Repositories are looked for below --clones as OWNER+NAME.
"""

import argparse
import tomllib
from pathlib import Path

from stt.corpus import read_manifest
from stt.found import Repository, convert
from stt.paths import FOUND, SPEECH, TRAINING
from stt.text_sources import clone_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clones", type=Path, required=True, help="folder of git clones, OWNER+NAME each")
    parser.add_argument("--recipe", type=Path, default=TRAINING / "found.toml")
    parser.add_argument("--out", type=Path, default=FOUND)
    args = parser.parse_args()
    for recipe in tomllib.loads(args.recipe.read_text("utf-8"))["set"]:
        name, clone = recipe["name"], clone_of(args.clones, recipe["repository"])
        if clone is None:
            print(f"{name}: no clone of {recipe['repository']}")
        elif not (args.out / name / "manifest.tsv").exists():
            other = recipe.get("without")
            known = {path.stem for path, _ in read_manifest(SPEECH / "train" / other)} if other else set()
            clips, seconds, speakers = convert(Repository(clone), recipe, args.out / name, known)
            print(f"{name}: {clips} clips, {seconds / 3600:.2f} h, {speakers or 'unknown'} speakers", flush=True)


if __name__ == "__main__":
    main()
