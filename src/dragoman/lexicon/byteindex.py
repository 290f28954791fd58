"""Finding names inside a large file without making an object of each.

The file stays bytes. The first sixteen bytes of each name are mixed into a number, whose last bits
are then the number of the name, so that one sort of plain numbers makes the index; a name is found
by bisection. Different names may share a number: who asks compares the names in full.
"""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from sys import byteorder

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]

_HALF = 8
_WIDTH = 2 * _HALF  # bytes of a name that its key is made of
_MIX_LOW, _MIX_HIGH = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_WORD = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names inside one stretch of bytes, found by key."""

    keys: "array[int]"
    bits: int  # how many of a key's last bits number the name

    def find(self, name: bytes) -> list[int]:
        """Numbers of the names that may equal ``name``: the same first sixteen bytes."""
        padded = name[:_WIDTH].ljust(_WIDTH, b"\0")
        low, high = (int.from_bytes(half, byteorder) for half in (padded[:8], padded[8:]))
        key = ((low * _MIX_LOW & _WORD) ^ (high * _MIX_HIGH & _WORD)) >> self.bits
        at = end = bisect_left(self.keys, key << self.bits)
        while end < len(self.keys) and self.keys[end] >> self.bits == key:
            end += 1
        return [number & ((1 << self.bits) - 1) for number in self.keys[at:end]]


def index_names(data: bytes, starts: Positions, ends: Positions) -> NameIndex:
    """The index of the names at ``[starts, ends)`` in ``data``, numbered in that order."""
    # Every eight bytes of the data as one number, at each place they can begin.
    words: npt.NDArray[np.uint64] = np.ndarray(
        (len(data) + _HALF,), np.uint64, buffer=data + b"\0" * _WIDTH, strides=(1,)
    )
    lengths = ends - starts
    masks = np.array(
        [int.from_bytes((b"\xff" * n).ljust(_HALF, b"\0"), byteorder) for n in range(_HALF + 1)],
        dtype=np.uint64,
    )
    low = words[starts] & masks[np.minimum(lengths, _HALF)]
    high = words[np.minimum(starts + _HALF, len(data))]
    high &= masks[np.clip(lengths - _HALF, 0, _HALF)]
    keys = (low * np.uint64(_MIX_LOW)) ^ (high * np.uint64(_MIX_HIGH))  # overflow is meant
    bits = max(1, len(keys).bit_length())
    keys >>= np.uint64(bits)
    keys <<= np.uint64(bits)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    return NameIndex(array("Q", keys.tobytes()), bits)
