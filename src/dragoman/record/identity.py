"""Which reports are the same report: by text, by page, and by being told in the same words.

Keys are functions of the text or address alone, so that they come out the same whenever and in
whatever order reports are added. Near-duplicates (wire copies, shortened copies, light rewrites)
are found in two steps: an index of ``bands`` and ``lead_keys`` gives pairs worth a look, and
``same_source`` decides on both texts.

Method: MinHash over word shingles (Broder 1997) with banding (Leskovec, Rajaraman and Ullman,
*Mining of Massive Datasets*, ch. 3); containment is counted exactly.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
import rensa

from dragoman.lexicon.names import word_key
from dragoman.record.data import load_lines

_HASHES = 120
_SEED = 20_260_101
_ROWS = 3  # of a band: pairs that share half of their shingles meet in 40 bands 995 times in 1000
_SHINGLE = 3  # words
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: Fibonacci hashing (Knuth)
_ALIKE = 0.4  # share of all shingles that two reports of one source have in common
_WITHIN = 0.6  # share of the shorter report's shingles that the longer one has
_FEWEST = 12  # shingles below which only equal reports are of one source
_FEWEST_WITHIN = 40  # a shorter text may be a statement that both quote
_LEADS = 3  # sentences at the beginning by which shortened copies are found
_LEAD_WORDS = 8  # words that a sentence needs to be more than a phrase

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n\s*\n")
_DATELINE = re.compile(r"^.{0,60}?(?:\s[—–-]{1,2}\s|\([A-Z][\w ]{1,20}\)\s*[—–-]{0,2}\s*)")
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")
_AMP = re.compile(r"(?:/amp|\.amp)(?=/|\.html?$|$)|^/amp(?=/)")


class Fingerprint:
    """A report's text with its signature, as ``same_source`` compares them."""

    def __init__(self, text: str, signature: bytes) -> None:
        self.text = text
        self.signature = signature

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """The runs of three words of the text."""
        return frozenset(_shingles(self.text))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text."""
    return Fingerprint(text, signature(text))


def report_key(text: str) -> str:
    """The key of a report: texts that differ in white space only have the same one."""
    folded = " ".join(text.split())
    return "r" + hashlib.sha256(folded.encode()).hexdigest()[:20]


def page_key(url: str) -> str:
    """The address of a page in one form: without scheme, ``www.``, fragment, tracking parameters,
    trailing slash, and the forms for small screens. Reports of one page are revisions."""
    try:
        parts = urlsplit(url.strip())
        number = parts.port
    except ValueError:  # no address that can be taken apart
        return url.strip().lower()
    host = (parts.hostname or "").lower().rstrip(".")
    while (bare := _PREFIX.sub("", host)) != host and "." in bare:
        host = bare
    port = f":{number}" if number not in (None, 80, 443) else ""
    path = _AMP.sub("", re.sub(r"/{2,}", "/", parts.path)).rstrip("/")
    query = urlencode(sorted(p for p in parse_qsl(parts.query, True) if not _tracks(p[0])))
    return f"{host}{port}{path}" + (f"?{query}" if query else "")


def _tracks(parameter: str) -> bool:
    name = parameter.lower()
    exact, beginnings = load_lines("tracking.txt"), load_lines("tracking_prefixes.txt")
    return name in exact or name.startswith(tuple(beginnings))


def signature(text: str) -> bytes:
    """The MinHash signature of a text, 120 numbers of 4 bytes, the same on every machine."""
    hasher = rensa.RMinHash(_HASHES, _SEED)
    hasher.update([" ".join(shingle) for shingle in _shingles(text)])
    return np.asarray(hasher.digest(), dtype="<u4").tobytes()


def bands(signature: bytes) -> list[int]:
    """Index keys of a signature: reports of one source that are about equally long share one
    (with a chance of 0.93 where they have 0.4 of their shingles in common, 0.995 at 0.5)."""
    numbers = np.frombuffer(signature, "<u4").astype(np.uint64).reshape(-1, _ROWS)
    mixed = np.arange(1, len(numbers) + 1, dtype=np.uint64)  # bands at two places are two keys
    for column in numbers.T:  # products are taken modulo 2**64
        mixed = (mixed ^ column) * _MIX
        mixed ^= mixed >> np.uint64(29)
    found: list[int] = mixed.view(np.int64).tolist()
    return found


def lead_keys(text: str) -> list[int]:
    """Index keys of the first sentences of eight words or more: shortened copies share one."""
    keys: list[int] = []
    for sentence in _sentences(_DATELINE.sub("", text.strip(), count=1)):
        words = _words(_DATELINE.sub("", sentence.strip(), count=1))
        if len(words) >= _LEAD_WORDS:
            keys.append(_number(" ".join(words)))
        if len(keys) == _LEADS:
            break
    return sorted(set(keys))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, one after another: of a long one the first are enough."""
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield text[start : gap.start()]
        start = gap.end()
    yield text[start:]


def _number(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "little", signed=True)


def traces_of(text: str, signature: bytes) -> list[int]:
    """The index keys of a text and its signature: what may be of its source shares one."""
    return sorted({*bands(signature), *lead_keys(text)})


def same_source(a: Fingerprint, b: Fingerprint) -> bool:
    """True for reports told in the same words: one is a copy, a shortened copy or a light rewrite
    of the other. Symmetric. Different reports on one happening share phrases, never most words."""
    if a.signature == b.signature and _words(a.text) == _words(b.text):
        return True
    if not may_be_of_one_source(a.signature, len(a.text), b.signature, len(b.text)):
        return False
    shorter = min(len(a.shingles), len(b.shingles))
    if shorter < _FEWEST:
        return False
    shared = len(a.shingles & b.shingles)
    joined = len(a.shingles) + len(b.shingles) - shared
    within = shorter >= _FEWEST_WITHIN and shared >= _WITHIN * shorter
    return within or shared >= _ALIKE * joined


def may_be_of_one_source(signed: bytes, length: int, other: bytes, its_length: int) -> bool:
    """False where the signatures and lengths of two texts alone tell that far too little is
    shared: a look at 120 numbers instead of two texts. The share of the shorter text is estimated
    from the lengths."""
    equal = np.frombuffer(signed, "<u4") == np.frombuffer(other, "<u4")
    alike = np.count_nonzero(equal) / _HASHES
    within = alike / (1 + alike) * (length + its_length) / max(1, min(length, its_length))
    return bool(alike >= _ALIKE / 2 or within >= _WITHIN / 2)


def _words(text: str) -> list[str]:
    if text.isascii():  # a text at once is ten times as quick as its words
        return [word.replace("'", "") for word in _WORD.findall(text.lower())]
    return [word_key(word) for word in _WORD.findall(text)]


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = _words(text)
    if len(words) < _SHINGLE:
        return [tuple(words)] if words else []
    return list(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))
