"""Tabscribe's speech recognition outside the browser: the same model folder, the same words.

>>> tabscribe.load("public/models/student-v0").transcribe("talk.wav").text
"""

from tabscribe.model_folder import ModelError
from tabscribe.recognizer import Recognizer, load
from tabscribe.stream import Stream
from tabscribe.transcript import Segment, Transcript, Word

__all__ = ["ModelError", "Recognizer", "Segment", "Stream", "Transcript", "Word", "load"]
