"""What comes out: words with times, in segments. Times count from the start of the stream or file."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Word:
    word: str
    start_ms: float
    end_ms: float
    confidence: float
    """0 to 1."""


@dataclass(frozen=True)
class Segment:
    """Speech between two pauses, or as much of a long recording as goes through the model at once."""

    words: tuple[Word, ...]
    text: str
    engine: str
    """Id of the model that wrote the text."""


@dataclass(frozen=True)
class Transcript:
    segments: tuple[Segment, ...]
    audio_ms: float

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment.words]

    def to_json(self) -> dict[str, object]:
        """For json.dumps."""
        return {"text": self.text, "audio_ms": self.audio_ms, "segments": [asdict(part) for part in self.segments]}


def spelled(words: list[Word]) -> str:
    return " ".join(word.word for word in words)
