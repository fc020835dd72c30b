"""Transcribes sound files: `python -m tabscribe --model public/models/student-v0 talk.wav`."""

import argparse
import json
import os
import sys

import soundfile

from tabscribe import ModelError, load

MODEL_VARIABLE = "TABSCRIBE_MODEL"
CHECKOUT_MODEL = "public/models/student-v0"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tabscribe", description="Transcribes sound files to standard output.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="WAV, FLAC, OGG, MP3 and what else libsndfile reads")
    parser.add_argument(
        "--model",
        default=os.environ.get(MODEL_VARIABLE, CHECKOUT_MODEL),
        help=f"a model folder; without it ${MODEL_VARIABLE}, or {CHECKOUT_MODEL} below the working folder",
    )
    parser.add_argument("--second-look", action="store_true", help="let a stronger model rewrite the text")
    parser.add_argument("--json", action="store_true", help="a line of JSON a file, with times for each word")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    try:
        recognizer = load(args.model, args.second_look, args.threads)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    failed = False
    for file in args.files:
        try:
            transcript = recognizer.transcribe(file)
        except (soundfile.LibsndfileError, OSError) as error:
            print(f"{file}: {error}", file=sys.stderr)
            failed = True
            continue
        line = json.dumps({"file": file, **transcript.to_json()}, ensure_ascii=False) if args.json else transcript.text
        print(line, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
