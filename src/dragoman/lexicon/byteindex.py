"""Finding names inside a large file without making an object of each.

The file stays bytes. The first sixteen bytes of each name are mixed into a number; the numbers are
sorted, and a name is found by bisection. Different names may share a number: who asks compares the
names in full.
"""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from sys import byteorder

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]

_WIDTH = 16  # bytes of a name that its key is made of
_MIX_LOW, _MIX_HIGH = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_WORD = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names inside one stretch of bytes, found by key."""

    keys: "array[int]"
    order: "array[int]"

    def find(self, name: bytes) -> list[int]:
        """Numbers of the names that may equal ``name``: the same first sixteen bytes."""
        padded = name[:_WIDTH].ljust(_WIDTH, b"\0")
        low, high = (int.from_bytes(half, byteorder) for half in (padded[:8], padded[8:]))
        key = (low * _MIX_LOW & _WORD) ^ (high * _MIX_HIGH & _WORD)
        at = bisect_left(self.keys, key)
        end = at
        while end < len(self.keys) and self.keys[end] == key:
            end += 1
        return sorted(self.order[at:end])


def index_names(data: bytes, starts: Positions, ends: Positions) -> NameIndex:
    """The index of the names at ``[starts, ends)`` in ``data``, numbered in that order."""
    raw = np.frombuffer(data + b"\0" * _WIDTH, dtype=np.uint8)
    heads = np.lib.stride_tricks.sliding_window_view(raw, _WIDTH)[starts]
    heads[np.arange(_WIDTH) >= (ends - starts)[:, None]] = 0
    keys = _mix(np.ascontiguousarray(heads).view(np.uint64))
    order = np.argsort(keys)
    return NameIndex(
        array("Q", keys[order].tobytes()), array("q", order.astype(np.int64).tobytes())
    )


def _mix(pairs: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """One number for the two halves of sixteen bytes; overflow is meant."""
    return (pairs[:, 0] * np.uint64(_MIX_LOW)) ^ (pairs[:, 1] * np.uint64(_MIX_HIGH))
