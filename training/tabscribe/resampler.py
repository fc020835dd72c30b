"""Band-limited rate conversion of a stream: `src/features/resampler.ts` in numpy.

A sinc under a Kaiser window (Kaiser and Schafer 1980), by an exact ratio of whole numbers, so that it never drifts.
"""

from math import ceil, gcd, pi

import numpy as np

STOPBAND_DB = 80
"""Attenuation from the lower Nyquist frequency on."""
PASSBAND_SHARE = 0.92
"""End of the flat band as a share of the lower Nyquist frequency."""
BLOCK_OUTPUTS = 4096
"""So many at once: bounds the memory that their taps take."""


def polyphase_taps(input_rate_hz: int, output_rate_hz: int, phases: int) -> np.ndarray:
    """float32 [phases, 2 * reach]. Row p serves an output p / phases of a sample behind input sample i; its taps weigh
    the samples i - reach + 1 to i + reach. Each row sums to 1."""
    nyquist_hz = min(input_rate_hz, output_rate_hz) / 2
    transition = (1 - PASSBAND_SHARE) * nyquist_hz / input_rate_hz  # cycles per input sample
    cutoff = nyquist_hz / input_rate_hz - transition / 2
    reach = 2 * ceil((STOPBAND_DB - 7.95) / (2.285 * 2 * pi * transition) / 4)
    distances = np.arange(phases)[:, None] / phases + reach - 1 - np.arange(2 * reach)
    window = np.i0(0.1102 * (STOPBAND_DB - 8.7) * np.sqrt(np.maximum(0, 1 - (distances / reach) ** 2)))
    taps = np.sinc(2 * cutoff * distances) * window
    return (taps / taps.sum(1, keepdims=True)).astype(np.float32)


class Resampler:
    """Output m lies at input time m * input_rate / output_rate; n inputs give ceil(n * output_rate / input_rate)
    outputs in all, however they are cut. Silence is assumed before the first and after the last sample."""

    def __init__(self, input_rate_hz: int, output_rate_hz: int) -> None:
        divisor = gcd(input_rate_hz, output_rate_hz)
        self._phases, self._step = output_rate_hz // divisor, input_rate_hz // divisor
        self._passes = self._phases == self._step
        self._taps = polyphase_taps(input_rate_hz, output_rate_hz, self._phases)
        self._reach = self._taps.shape[1] // 2
        self._inputs = np.zeros(self._reach - 1, np.float32)
        self._first_tap = 0
        self._phase = 0

    def push(self, samples: np.ndarray) -> np.ndarray:
        """float32 [n] -> the outputs that these samples complete."""
        if self._passes:
            return samples
        self._inputs = np.concatenate([self._inputs, samples])
        # Output k needs first_tap + floor((phase + k * step) / phases) + width inputs.
        room = len(self._inputs) - 2 * self._reach - self._first_tap
        count = max(0, ceil(((room + 1) * self._phases - self._phase) / self._step))
        outputs = [self._outputs(min(BLOCK_OUTPUTS, count - at)) for at in range(0, count, BLOCK_OUTPUTS)]
        used = min(self._first_tap, len(self._inputs))
        self._inputs = self._inputs[used:]
        self._first_tap -= used
        return np.concatenate(outputs) if outputs else np.zeros(0, np.float32)

    def flush(self) -> np.ndarray:
        """Ends the stream: the outputs up to the last input's time."""
        return self.push(np.zeros(0 if self._passes else self._reach, np.float32))

    def _outputs(self, count: int) -> np.ndarray:
        places = self._phase + np.arange(count + 1) * self._step
        taps = self._taps[places[:-1] % self._phases]
        firsts = self._first_tap + places[:-1] // self._phases
        spans = np.lib.stride_tricks.sliding_window_view(self._inputs, taps.shape[1])[firsts]
        self._first_tap += int(places[-1] // self._phases)
        self._phase = int(places[-1] % self._phases)
        return np.einsum("kt,kt->k", taps, spans)
