"""A stream: samples as they come, the text so far after each of them.

Hearing remembers what it heard, so that each frame goes through the network once, and once or twice more as
look-ahead. The look-ahead's phonemes are provisional: the search takes them on a copy of its beam. A pause ends the
utterance; its words then stand, and the search begins anew.
"""

from dataclasses import dataclass, field

import numpy as np

from tabscribe.features import HOP_MS, HOP_SAMPLES, MEL_BINS, SILENT_LOG_MEL, StreamingLogMel
from tabscribe.student import CONTEXT_FRAMES, Heard
from tabscribe.transcript import Segment, Transcript, spelled
from tabscribe.word_search import Beam

LOG_MEL_PER_ENTRY = 2
"""Log-mel frames under one frame of the encoder, which is what hearing remembers."""
END_PAUSE_MS = 720
"""A pause as long ends an utterance: longer than any inside a word."""
LONGEST_UTTERANCE_MS = 24_000
BLANK = 0


@dataclass
class _Utterance:
    """From one pause to the next."""

    start_ms: float
    beam: Beam | None
    samples: list[np.ndarray] = field(default_factory=list)
    phonemes: list[np.ndarray] = field(default_factory=list)
    features: list[np.ndarray] = field(default_factory=list)
    quiet_frames: int = 0
    """Blanks in a row at the end, in frames of phonemes."""
    spoken: bool = False


class Stream:
    def __init__(self, recognizer) -> None:
        self._recognizer = recognizer
        self._student = recognizer.student
        self._shape = self._student.memory
        self._front_end = StreamingLogMel()
        self._peak = self._student.running_peak()
        self._memory = self._shape.empty()
        self._remembered = 0
        self._position = 0  # encoder frames heard for good
        self._frames = np.zeros((CONTEXT_FRAMES, MEL_BINS), np.float32)  # normalised: context, then not heard for good
        self._samples = np.zeros(0, np.float32)  # those under the frames that are not heard for good
        self._segments: list[Segment] = []
        self._utterance = self._opened()
        self._provisional = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The utterances that are finished."""
        return tuple(self._segments)

    @property
    def text(self) -> str:
        """All so far; the words of the utterance in progress may still change."""
        return " ".join([*(segment.text for segment in self._segments), self._provisional]).strip()

    def push(self, samples: np.ndarray) -> str:
        """float32 [n], mono at 16 kHz, of any length -> the text so far."""
        samples = samples.astype(np.float32, copy=False)
        self._samples = np.concatenate([self._samples, samples])
        self._take(self._front_end.push(samples))
        chunk = LOG_MEL_PER_ENTRY * self._shape.chunk_frames
        ahead = LOG_MEL_PER_ENTRY * self._shape.look_ahead_frames
        provisional = None
        while len(self._frames) >= CONTEXT_FRAMES + chunk + ahead:
            provisional = self._hear(chunk, ahead)
        if provisional is not None:
            self._provisional = self._written(provisional)
        return self.text

    def end(self) -> Transcript:
        """The stream is over: all that was said."""
        self._take(self._front_end.flush())
        multiple = self._student.frame_multiple
        left = len(self._frames) - CONTEXT_FRAMES
        audio_ms = self._position * LOG_MEL_PER_ENTRY * HOP_MS + left * HOP_MS
        padding = np.full((-left % multiple, MEL_BINS), SILENT_LOG_MEL, np.float32)
        self._take(padding)
        while len(self._frames) > CONTEXT_FRAMES:
            left = len(self._frames) - CONTEXT_FRAMES
            chunk = min(left, LOG_MEL_PER_ENTRY * self._shape.chunk_frames)
            # The graph wants two frames of phonemes at least.
            chunk = left if left - chunk < 2 * multiple else chunk
            self._hear(chunk, left - chunk)
        self._finish()
        return Transcript(self.segments, audio_ms)

    def _take(self, log_mel: np.ndarray) -> None:
        self._frames = np.concatenate([self._frames, self._peak.normalise(log_mel)])

    def _hear(self, chunk: int, ahead: int) -> Heard:
        """Hears `chunk` log-mel frames for good and `ahead` more for now. Returns what was heard of the latter."""
        entries = self._memory.shape[3]
        chunk_entries = chunk // LOG_MEL_PER_ENTRY
        keep = min(self._remembered + chunk_entries, self._shape.frames)
        kept = np.arange(entries + chunk_entries - keep, entries + chunk_entries)
        frames = self._frames[: CONTEXT_FRAMES + chunk + ahead]
        heard, self._memory = self._student.hear(frames, self._position, self._memory, self._remembered, kept)
        self._remembered = keep
        self._position += chunk_entries
        self._frames = self._frames[chunk:]
        rows = chunk // self._student.frame_multiple
        self._grow(Heard(heard.phonemes[:rows], heard.features[:rows]), chunk * HOP_SAMPLES)
        return Heard(heard.phonemes[rows:], heard.features[rows:])

    def _grow(self, heard: Heard, samples: int) -> None:
        utterance, student = self._utterance, self._student
        if utterance.beam is not None:
            search = self._recognizer.vocabulary.search
            utterance.beam = search.advance(utterance.beam, heard.phonemes, student.phoneme_ms)
        utterance.phonemes.append(heard.phonemes)
        utterance.features.append(heard.features)
        utterance.samples.append(self._samples[:samples])
        self._samples = self._samples[samples:]
        for best in heard.phonemes.argmax(1).tolist():
            utterance.quiet_frames = utterance.quiet_frames + 1 if best == BLANK else 0
            utterance.spoken |= best != BLANK
        length_ms = sum(map(len, utterance.phonemes)) * student.phoneme_ms
        paused = utterance.quiet_frames * student.phoneme_ms >= END_PAUSE_MS
        if paused or length_ms >= LONGEST_UTTERANCE_MS:
            self._finish()

    def _finish(self) -> None:
        """The utterance in progress is over: its words stand."""
        utterance = self._utterance
        if utterance.spoken:
            samples = np.concatenate(utterance.samples)
            end_ms = utterance.start_ms + len(samples) * HOP_MS / HOP_SAMPLES
            words = self._words(None, end_ms)
            if words:
                self._segments.append(self._recognizer.segment(samples, words, utterance.start_ms, end_ms))
        self._utterance = self._opened()
        self._provisional = ""

    def _written(self, ahead: Heard) -> str:
        """The utterance in progress, with what was heard of it for now."""
        if not self._utterance.spoken and (ahead.phonemes.argmax(1) == BLANK).all():
            return ""
        frames = sum(map(len, self._utterance.phonemes)) + len(ahead.phonemes)
        return spelled(self._words(ahead, self._utterance.start_ms + frames * self._student.phoneme_ms))

    def _words(self, ahead: Heard | None, end_ms: float):
        utterance = self._utterance
        phonemes = utterance.phonemes + ([] if ahead is None else [ahead.phonemes])
        features = utterance.features + ([] if ahead is None else [ahead.features])
        heard = Heard(np.concatenate(phonemes), np.concatenate(features))
        found = None
        if utterance.beam is not None:
            search, beam = self._recognizer.vocabulary.search, utterance.beam
            if ahead is not None:
                beam = search.advance(beam, ahead.phonemes, self._student.phoneme_ms)
            found = search.words(beam)
        return self._recognizer.written(heard, found, utterance.start_ms, end_ms)

    def _opened(self) -> _Utterance:
        vocabulary = self._recognizer.vocabulary
        start_ms = self._position * LOG_MEL_PER_ENTRY * HOP_MS
        return _Utterance(start_ms, None if vocabulary is None else vocabulary.search.opened())
